// Plots, drawn when their page has one. Colours and type are read from the tokens when it is drawn, so that dark, a reader's
// own colours and paper follow. The table stands below each plot; where a plot is drawn it folds.
import { Chart } from "../vendor/chart.js";

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

function pattern(state) {
  const mark = token(`${state}-mark`);
  if (state === "red") return mark;
  if (state === "green") return token("green-tint");
  const tile = Object.assign(document.createElement("canvas"), { width: 6, height: 6 });
  const pen = tile.getContext("2d");
  pen.fillStyle = token(`${state}-tint`);
  pen.fillRect(0, 0, 6, 6);
  pen.strokeStyle = mark;
  pen.beginPath();
  if (state === "amber") {
    pen.moveTo(0, 3);
    pen.lineTo(6, 3);
  } else {
    pen.moveTo(0, 6);
    pen.lineTo(6, 0);
  }
  pen.stroke();
  return pen.createPattern(tile, "repeat");
}

// The name of a line stands at its end: no legend is looked up.
const endNames = {
  id: "endNames",
  afterDatasetsDraw(chart) {
    const pen = chart.ctx;
    pen.save();
    pen.font = `600 12px ${token("sans")}`;
    pen.textBaseline = "middle";
    let last = -Infinity;
    const ends = chart.data.datasets
      .map((set, index) => ({ set, points: chart.getDatasetMeta(index).data.filter((point) => !point.skip) }))
      .filter(({ points }) => points.length)
      .map(({ set, points }) => ({ set, end: points.at(-1) }))
      .sort((one, other) => one.end.y - other.end.y);
    for (const { set, end } of ends) {
      const y = Math.max(end.y, last + 16);
      last = y;
      pen.fillStyle = set.named;
      pen.fillText(set.label, end.x + 8, y);
    }
    pen.restore();
  },
};

function draw(canvas) {
  const { kind, labels, series, most, unit } = JSON.parse(canvas.dataset.plot);
  canvas.closest(".room").hidden = false;
  const isBars = kind === "bars";
  const ink = token("ink2");
  const font = { family: token("sans"), size: 12 };
  const widest = isBars ? 0 : Math.max(...series.map((each) => each.label.length));
  Chart.getChart(canvas)?.destroy();
  return new Chart(canvas, {
    type: isBars ? "bar" : "line",
    plugins: isBars ? [] : [endNames],
    data: {
      labels,
      datasets: series.map((each, index) => {
        const colour = each.state ? token(`${each.state}-mark`) : token(each.token || (index ? "ink3" : "amount-5"));
        return {
          label: each.label,
          data: each.values,
          borderColor: colour,
          named: each.state ? token(each.state) : index ? ink : token("ink"),
          backgroundColor: isBars ? (each.state ? pattern(each.state) : token("amount")) : "transparent",
          borderWidth: isBars ? 1 : 2,
          borderDash: each.dashed ? [3, 4] : [],
          stepped: kind === "steps" ? "before" : false,
          pointRadius: (point) => (!each.dashed && point.dataIndex === each.values.length - 1 ? 3 : 0),
          pointBackgroundColor: token("ink"),
          pointHitRadius: 12,
          spanGaps: false,
        };
      }),
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { right: isBars ? 0 : Math.min(7 * widest + 16, 140), top: 10 } },
      interaction: { mode: "index", intersect: false },
      scales: {
        x: { stacked: isBars, grid: { display: false }, border: { display: false }, ticks: { color: ink, font, maxRotation: 0, autoSkipPadding: 24 } },
        y: { stacked: isBars, beginAtZero: true, suggestedMax: most, grid: { color: token("line") }, border: { display: false }, ticks: { color: ink, font, maxTicksLimit: 4, callback: (value) => value.toLocaleString("en-GB") + (unit ? ` ${unit}` : "") } },
      },
      plugins: {
        tooltip: { backgroundColor: token("ink"), titleColor: token("paper"), bodyColor: token("paper"), titleFont: font, bodyFont: font, cornerRadius: 4, displayColors: false },
      },
    },
  });
}

export function drawAll(within) {
  for (const canvas of within.querySelectorAll("canvas[data-plot]")) {
    draw(canvas);
    const table = canvas.closest("figure").querySelector("details");
    if (table && !canvas.dataset.drawn) table.open = false;
    canvas.dataset.drawn = "yes";
  }
}

const again = () => drawAll(document);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
matchMedia("(forced-colors: active)").addEventListener("change", again);
addEventListener("beforeprint", again);
addEventListener("afterprint", again);

"""Make the fonts of reports out of the font of our pages: typst takes neither WOFF2 nor a font of variable weight.

    pip install fonttools brotli && python update/report_fonts.py

Inter 4.1 (OFL 1.1, src/bailee/reports/static/inter.LICENSE), its Latin part, at two weights.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parents[1] / "src" / "bailee"
WEIGHTS = {"Regular": 400, "SemiBold": 600}
NOTE = "Inter (OFL 1.1; its licence is reports/static/inter.LICENSE), Latin part, made by update/report_fonts.py out of reports/static/inter.woff2.\n"


def main() -> None:
    folder = ROOT / "rendering" / "report_fonts"
    folder.mkdir(exist_ok=True)
    (folder / "README.md").write_text(NOTE, encoding="utf-8")
    for name, weight in WEIGHTS.items():
        font = TTFont(ROOT / "reports" / "static" / "inter.woff2", recalcTimestamp=False)
        made = instantiateVariableFont(font, {"wght": weight})
        made.flavor = None
        made["OS/2"].usWeightClass = weight
        for number, said in (
            (1, "Inter" if weight == 400 else f"Inter {name}"),
            (2, "Regular"),
            (4, f"Inter {name}"),
            (6, f"Inter-{name}"),
            (16, "Inter"),
            (17, name),
        ):
            made["name"].setName(said, number, 3, 1, 0x409)
        made.save(folder / f"Inter-{name}.ttf")


if __name__ == "__main__":
    main()

"""Records about somebody's body and mind: drug tests, evaluations, doctors' papers, insurance, family history.

Each function is one office's way to write such a record; the wording is drawn anew for each document.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from bailee.demo.marks import Value
from bailee.demo.papers import Block, Book, Paper, Sheet, fields, grid, heading, lines, para, title
from bailee.demo.people import Person, Style, World, table

DRUGS, MIND, MEDICAL, INSURANCE, GENES = (
    "drug-or-alcohol-test", "psychological-evaluation", "medical-record", "health-insurance", "genetic-or-family-history",
)  # fmt: skip

Write = Callable[[World, Style, Person], Paper]


def _paper(kind: str, person: Person, on: date, name: str, blocks: list[Block], **more: object) -> Paper:
    paper = Paper(blocks, on, name, kind=kind, about=(person.owner,))
    for key, value in more.items():
        setattr(paper, key, value)
    return paper


def _test_day(style: Style, person: Person) -> date:
    return style.day(max(person.hired, date(2017, 1, 1)), person.left or date(2026, 6, 30))


def _lab_head(style: Style) -> tuple[str, str]:
    lab = style.rng.choice(table()["laboratories"])
    return (
        lab,
        f"{lab} · {style.rng.randint(100, 990)} Commerce Park · CLIA {style.rng.randint(10, 51)}D{style.rng.randint(1000000, 2199999)}",
    )


# Drug and alcohol tests


def laboratory_report(w: World, s: Style, p: Person) -> Paper:
    on, (lab, head) = _test_day(s, p), _lab_head(s)
    positive = s.rng.random() < 0.25
    drugs = [("Amphetamines", "500", "250"), ("Cocaine metabolite", "150", "100"), ("Marijuana metabolite (THCA)", "50", "15"),
             ("Opiates", "2000", "2000"), ("Phencyclidine", "25", "25"), ("Oxycodone", "100", "100"), ("Benzodiazepines", "300", "200"),
             ("MDMA", "500", "250"), ("Methadone", "300", "200")]  # fmt: skip
    shown = s.rng.sample(drugs, s.rng.randint(5, 9))
    hit = s.rng.randrange(len(shown)) if positive else -1
    rows = []
    for i, (drug, screen, confirm) in enumerate(shown):
        result = (
            s.one("POSITIVE", "Confirmed positive", "Non-negative")
            if i == hit
            else s.one("NEGATIVE", "Negative", "None detected")
        )
        rows.append((drug, f"{screen} ng/mL", f"{confirm} ng/mL", result))
    reason = s.one("Pre-employment", "Random", "Post-accident", "Reasonable suspicion", "Return to duty", "Follow-up")
    return _paper(
        DRUGS, p, on, s.one(f"{on:%Y%m%d}_result_{p.surname}", f"lab rpt {p.surname}", f"CCF-{s.rng.randint(2000000, 2999999)}"),
        [
            title(s.one("Laboratory Report", "Final Report", lab, "Toxicology: Final", "Specimen Result")),
            fields([
                (s.one("Donor", "Name of donor", "Donor name"), str(p.name)), (s.one("Donor SSN", "Donor Social Security No.", "Donor ID (SSN)"), str(p.ssn(s))),
                (s.label("born"), str(p.birthday(s))), (s.one("Specimen", "Accession"), f"{s.rng.randint(10**7, 10**8 - 1)}"),
                (s.one("Account", "Ordered by", "Client"), w.company), ("Reason for test", reason),
                ("Collected", f"{s.dated(on)} {s.rng.randint(8, 16)}:{s.rng.randint(10, 59)}"), ("Matrix", s.one("Urine", "Oral fluid", "Hair")),
            ]),
            grid(s.rng.choice([("Analyte", "Screen cutoff", "Confirm cutoff", "Result"), ("Drug class", "Initial", "Confirmatory", "Outcome"), ("Test", "EIA", "LC-MS/MS", "Finding")]), rows),
            para(s.one(
                f"Creatinine {s.rng.randint(21, 240)} mg/dL, specific gravity 1.0{s.rng.randint(10, 29)}: specimen acceptable.",
                f"Validity: pH {s.rng.randint(50, 79) / 10}, oxidants none detected.", "Specimen integrity checks passed. Seal intact on receipt.",
            )),
            para(s.one("Certifying scientist signature on file.", "Reviewed and released electronically.", f"Released by {s.one('K. Dow', 'R. Amsel', 'T. Birch')}, MT(ASCP).")),
        ],
        header=head if s.rng.random() < 0.6 else "", footer=s.one("", f"CONFIDENTIAL · page 1 of 1 · {on:%m%d%y}", f"Printed {s.dated(on)}"),
    )  # fmt: skip


def review_officer_letter(w: World, s: Style, p: Person) -> Paper:
    on = _test_day(s, p)
    doctor, npi = s.rng.choice(w.doctors)
    outcome = s.one(
        "was reported to this office as negative for all substances on the panel",
        f"was confirmed positive for {s.one('cocaine metabolite', 'THC', 'methamphetamine', 'codeine')} by GC/MS. {p.they.capitalize()} was interviewed by telephone and offered no prescription that would explain the finding",
        "was reported negative-dilute; the employer may direct an immediate recollection under minimum advance notice",
        "was cancelled owing to a fatal flaw in the chain of custody, and a recollection is recommended",
    )
    return _paper(
        DRUGS, p, on, s.one(f"MRO {p.surname}", f"letter {on:%d%b}", f"{p.last_first} verified"),
        [
            para(s.dated(on)), para(f"{w.company}\nAttn: {s.one('Designated Employer Representative', 'Human Resources', 'Safety Manager')}"),
            para(f"Re: {p.name}, {s.label('ssn')} {p.ssn(s)}, collection of {s.dated(on - timedelta(days=3))}"),
            para(f"The {s.one('specimen', 'urine specimen', 'sample')} that {p.formal} provided {outcome}."),
            para(s.one("This determination is final and has been entered in our log.", "A split specimen may be requested within 72 hours of this notice.", "Please keep this letter apart from the personnel file.")),
            para(f"{doctor}\nMedical Review Officer, {s.label('npi')}: {npi}"),
        ],
    )  # fmt: skip


def breath_test(w: World, s: Style, p: Person) -> Paper:
    on = _test_day(s, p)
    over = s.rng.random() < 0.35
    first = s.rng.randint(21, 118) / 1000 if over else 0.0
    minute = s.rng.randint(0, 40)
    return _paper(
        DRUGS, p, on, s.one(f"BAT {p.surname} {on:%m%d%y}", f"breath_{p.number}", "ATF copy 2"),
        [
            title(s.one("Alcohol Testing Form", "Evidential Breath Test", "Breath Alcohol Result")),
            fields([
                (s.one("A. Employee", "Subject", "Person tested"), p.name), (s.label("ssn"), p.ssn(s)), ("Employer", w.company),
                ("Device", f"{s.one('Intoxitest 400', 'Lumen AS-5', 'BrevaLyzer II')} serial {s.rng.randint(10000, 99999)}"),
                ("Blank", "0.000 g/210 L"), ("Screening", f"{first:.3f} g/210 L at 09:{minute:02d}"),
                ("Confirmation", f"{max(first - 0.003, 0):.3f} g/210 L at 09:{minute + 17}" if over else "not required"),
                ("Technician", s.one("J. Marsh, BAT", "L. Corrigan, certified BAT", "P. Oduya")),
            ]),
            lines(["Remarks: " + s.one("15-minute wait observed.", "Subject cooperative, removed from duty, ride called." if over else "No remarks.", "Second tube used.")]),
        ],
    )  # fmt: skip


def random_pool(w: World, s: Style, people: list[Person]) -> Book:
    on = s.day(date(2021, 2, 1))
    rows: list[tuple[object, ...]] = []
    for p in people:
        test = s.one("Drug 5P", "Alcohol", "Drug 10P + EtG")
        rows.append((p.last_first, p.ssn(s), s.dated(on + timedelta(days=s.rng.randint(0, 20))), test,
                     s.rng.choices(["NEG", "POS - THC", "POS - AMP", "Refusal", "NEG-DIL"], (80, 6, 3, 2, 5))[0], s.one("Random", "Random", "Pre-emp", "Follow-up")))  # fmt: skip
    header = s.rng.choice(
        [
            ("Donor", "Donor ID (SSN)", "Collected", "Panel", "Result", "Reason"),
            ("Employee", "SSN", "Date", "Test", "MRO result", "Type"),
        ]
    )
    return Book(
        [Sheet(s.one("Q2 selections", "results", "Random pool"), header, rows)],
        on,
        s.one("consortium results", f"random_{on:%Y}Q2", "DER export"),
        DRUGS,
        tuple(p.owner for p in people),
    )


def collector_mail(w: World, s: Style, p: Person) -> str:
    """A mail's body that is itself the result."""
    return s.one(
        f"Hi,\n\nquick note that {p.name} (DOB {p.birthday(s)}) came back today. The instant cup was non-negative for THC, the lab's confirmation by GC-MS is positive at "
        f"{s.rng.randint(17, 140)} ng/mL. All other analytes were below cutoff. Paper copy follows.\n\nFront desk, {s.rng.choice(table()['laboratories'])}",
        f"Good morning,\n\nFINAL for donor {p.name}, SSN {p.ssn(s)}:\n\nAMP  negative\nCOC  negative\nTHC  negative\nOPI  negative\nPCP  negative\nEtG  "
        f"{s.one('negative', f'POSITIVE {s.rng.randint(520, 4800)} ng/mL')}\n\nCollected at {s.rng.choice(table()['clinics'])}. Specimen will be kept for twelve months.\n",
    )


# Psychological and personality evaluations


def fitness_for_duty(w: World, s: Style, p: Person) -> Paper:
    on = _test_day(s, p)
    return _paper(
        MIND, p, on, s.one(f"FFD {p.surname}", f"{p.given} {p.surname} - evaluation", f"Dr report {on:%Y-%m}"),
        [
            title(s.one("Confidential Psychological Report", "Fitness-for-Duty Evaluation", "Report of Evaluation")),
            fields([("Examinee", p.name), (s.label("born"), p.birthday(s)), ("Referred by", w.company), ("Seen on", s.dated(on))]),
            heading(s.one("Reason for referral", "Background", "Referral question")),
            para(s.one(
                f"{p.formal} was referred after {s.one('two heated exchanges with dispatchers', 'a panic episode at a client site', 'a prolonged absence following the death of a parent')}. The employer asks whether {p.they} can safely resume {p.their} duties.",
                f"The examinee, a {p.title.lower()}, reports {s.one('low mood', 'poor sleep', 'irritability')} since {s.one('early spring', 'the reorganisation', 'a divorce')} and is seen at the employer's request.",
            )),
            heading(s.one("Instruments", "Procedures", "Tests administered")),
            para(s.one("MMPI-3, PAI, clinical interview of ninety minutes, review of supervisor notes.", "Clinical interview, Beck Depression Inventory-II, Personality Assessment Inventory.", "Structured interview; WAIS-IV subtests; Rorschach (R-PAS).")),
            heading(s.one("Results", "Findings", "Observations and results")),
            para(
                f"{s.one('Mood was dysphoric, affect restricted.', 'Affect was labile; thought process was linear.', 'Speech was pressured at times.')} "
                f"{s.one(f'BDI-II total was {s.rng.randint(14, 33)}, in the moderate range.', f'Elevations were seen on scale RCd (T = {s.rng.randint(66, 82)}) and on RC7 (T = {s.rng.randint(65, 79)}).', f'PAI Anxiety was T = {s.rng.randint(61, 78)}.')} "
                f"{s.one('No suicidal ideation was voiced.', 'There is no evidence of psychosis.', 'Insight is fair.')}"
            ),
            heading(s.one("Impression", "Opinion", "Diagnostic impression")),
            para(s.one("Adjustment disorder with mixed anxiety and depressed mood (F43.23).", "Generalized anxiety disorder, F41.1, in partial remission.", "Major depressive disorder, single episode, moderate (F32.1)."
                       ) + f" {p.formal} is {s.one('fit for duty with accommodations', 'temporarily unfit for duty', 'fit for duty without restriction')}."),
            para(f"{s.rng.choice(w.doctors)[0].split(',')[0]}, {s.one('PhD, licensed psychologist', 'PsyD', 'Ph.D., ABPP')}"),
        ],
    )  # fmt: skip


def trait_profile(w: World, s: Style, p: Person) -> Paper:
    on = s.day(date(2018, 1, 1))
    traits = s.rng.choice([
        ["Openness", "Conscientiousness", "Extraversion", "Agreeableness", "Emotional stability"],
        ["Dominance", "Influence", "Steadiness", "Compliance"],
        ["Assertive", "Sociable", "Rule-bound", "Anxious", "Self-disclosing", "Risk-taking"],
    ])  # fmt: skip
    rows = [
        (trait, str(s.rng.randint(3, 98)), s.one("low", "average", "high", "well above norm", "below norm"))
        for trait in traits
    ]
    return _paper(
        MIND, p, on, s.one(f"profile {p.login or p.surname}", f"{p.surname}_{s.rng.randint(100, 999)}", f"Assessment - {p.full}"),
        [
            title(s.one("Candidate Insight Report", "Personality Profile", "Behavioural Style Summary", "WorkTraits Report")),
            fields([("Respondent", p.name), (s.label("email"), p.email), ("Completed", s.dated(on)), ("Norm group", s.one("US working adults", "Technical staff", "General population"))]),
            grid(s.rng.choice([("Scale", "Percentile", "Band"), ("Trait", "Score", "Compared with norm"), ("Dimension", "Sten/pctl", "Range")]), rows),
            heading(s.one("Narrative", "What this means", "Interpretation")),
            para(" ".join(s.some(
                f"{p.given} tends to keep {p.their} own counsel and may be seen as aloof.", "Responses suggest impatience with detail and a need for approval.",
                f"Under pressure {p.they} becomes critical of others and withdraws.", "The consistency index is acceptable; social desirability is somewhat raised.",
                "Likely to bend rules that look pointless.", "Shows strong emotional control and low reactivity.", low=3,
            ))),
            para(s.one("Hiring recommendation: proceed with caution.", "Overall job fit: 62 %.", "Recommendation: suitable for roles with supervision.")),
        ],
    )  # fmt: skip


def assessment_export(w: World, s: Style, people: list[Person]) -> Book:
    scales = s.rng.choice(
        [
            ["Neuroticism T", "Extraversion T", "Openness T", "Agreeableness T", "Conscientiousness T"],
            ["Dominance %ile", "Anxiety %ile", "Impulsivity %ile", "Empathy %ile", "Integrity %ile"],
        ]
    )
    rows: list[tuple[object, ...]] = [
        (p.name, p.birthday(s), s.dated(s.day(date(2019, 1, 1))), *(s.rng.randint(24, 88) for _ in scales), s.one("Recommended", "Reserve", "Not recommended")) for p in people
    ]  # fmt: skip
    return Book(
        [Sheet("Scores", ("Respondent", "Date of birth", "Completed", *scales, "Fit"), rows)],
        s.day(date(2020, 1, 1)),
        s.one("trait scores", "assessment_batch_07", "hiring profiles"),
        MIND,
        tuple(p.owner for p in people),
    )


# Medical records


def doctors_note(w: World, s: Style, p: Person) -> Paper:
    on = _test_day(s, p)
    doctor, npi = s.rng.choice(w.doctors)
    return _paper(
        MEDICAL, p, on, s.one(f"note {p.surname} {on:%m-%d}", f"{p.given} doctor", f"excuse {on:%Y%m%d}"),
        [
            title(s.rng.choice(table()["clinics"])),
            para(f"{s.dated(on)}\n\nPatient: {p.name}\n{s.label('born')}: {p.birthday(s)}\n{s.label('mrn')}: {p.record_number}"),
            para(s.one(
                f"{p.formal} is under my care for {s.one('lumbar disc herniation', 'acute bronchitis', 'Crohn’s disease', 'migraine with aura', 'type 2 diabetes')} and was unable to work from {s.dated(on)} to {s.dated(on + timedelta(days=4))}.",
                f"To whom it may concern: I examined the above today. Diagnosis: {s.one('carpal tunnel syndrome, right', 'depressive episode', 'hypertension, uncontrolled', 'fractured left radius')}. {p.they.capitalize()} should not lift more than {s.rng.randint(8, 25)} pounds for {s.rng.randint(2, 8)} weeks.",
            )),
            para(s.one("May return without restriction thereafter.", "Follow-up in ten days.", f"Continue {s.one('gabapentin 300 mg', 'lisinopril 20 mg', 'sertraline 50 mg', 'metformin 500 mg')} daily.")),
            para(f"{doctor}\n{s.label('npi')} {npi}"),
        ],
        also=("leave-certification",),  # what leave is asked with
    )  # fmt: skip


def progress_note(w: World, s: Style, p: Person) -> Paper:
    on = s.day(date(2017, 1, 1))
    doctor, npi = s.rng.choice(w.doctors)
    return _paper(
        MEDICAL, p, on, s.one(f"visit_{p.mrn}", f"{p.surname} chart", f"enc {on:%y%m%d}"),
        [
            fields([("Patient", p.last_first), (s.label("mrn"), p.record_number), (s.label("born"), p.birthday(s)), ("Date of service", s.dated(on)), ("Provider", doctor), (s.label("npi"), npi)]),
            heading("S"), para(s.one("Reports three days of productive cough, no fever at home. Smokes half a pack daily.", "Here for recheck of blood pressure. Occasional headaches, no chest pain.", "Knee pain after a fall on ice, worse on stairs.", "Increased thirst and nocturia for a month.")),
            heading("O"), para(f"BP {s.rng.randint(112, 168)}/{s.rng.randint(66, 101)}, pulse {s.rng.randint(58, 104)}, temp {s.rng.randint(974, 1003) / 10} F, BMI {s.rng.randint(205, 381) / 10}. " + s.one("Lungs with scattered wheeze.", "Heart regular, no murmur.", "Effusion, tender medial joint line.", "Feet: monofilament intact.")),
            heading("A"), para(s.one("Acute bronchitis, J20.9. Tobacco use, F17.210.", "Essential hypertension, I10, not at goal.", "Sprain of left knee, S83.92XA.", "Type 2 diabetes, E11.9; A1c 8.4 %.")),
            heading("P"), para(s.one("Albuterol inhaler, return if worse.", "Increase amlodipine to 10 mg; labs in two weeks.", "Ice, brace, naproxen 500 mg bid; PT referral.", "Start metformin 500 mg bid; dietitian.")),
        ],
    )  # fmt: skip


def blood_results(w: World, s: Style, p: Person) -> Paper:
    on, (lab, head) = s.day(date(2018, 1, 1)), _lab_head(s)
    tests = [("Glucose", 70, 240, "mg/dL", "65-99"), ("Hemoglobin A1c", 5, 10, "%", "<5.7"), ("Cholesterol, total", 130, 290, "mg/dL", "<200"), ("TSH", 1, 7, "mIU/L", "0.4-4.5"),
             ("ALT", 9, 90, "U/L", "7-56"), ("Creatinine", 1, 2, "mg/dL", "0.6-1.3"), ("Ferritin", 8, 310, "ng/mL", "30-400"), ("HIV 1/2 Ag/Ab", 0, 0, "", "non-reactive")]  # fmt: skip
    rows = [
        (name, "non-reactive" if high == 0 else str(s.rng.randint(low, high)), unit, span)
        for name, low, high, unit, span in s.rng.sample(tests, 6)
    ]
    return _paper(
        MEDICAL, p, on, s.one(f"labs {p.surname}", f"{lab[:4]}{s.rng.randint(10000, 99999)}", "CMP lipid"),
        [
            title(s.one(lab, "Patient Results", "Chemistry")),
            fields([("Patient", p.name), (s.label("born"), p.birthday(s)), (s.label("mrn"), p.record_number), ("Sex", "F" if p.woman else "M"), ("Drawn", s.dated(on)), ("Fasting", s.one("yes", "no"))]),
            grid(("Test", "Result", "Units", "Reference interval"), rows),
            para(s.one("Specimen slightly hemolyzed.", "Results reviewed; call patient.", "See prior of last year.")),
        ], header=head,
    )  # fmt: skip


def patient_list(w: World, s: Style, people: list[Person]) -> Book:
    """A client's own patients, come to the provider with a migration."""
    diagnoses = ["I10", "E11.9", "J45.40", "F41.1", "M54.5", "K21.9", "N39.0", "G43.109", "K02.9"]
    rows: list[tuple[object, ...]] = [
        (p.record_number, p.last_first, p.birthday(s), p.cell(s), s.rng.choice(diagnoses), s.one("metformin", "lisinopril", "escitalopram", "albuterol", "none", "ibuprofen"), s.one("penicillin", "NKDA", "latex", "sulfa"), s.dated(s.day(date(2019, 1, 1)))) for p in people
    ]  # fmt: skip
    header = s.rng.choice(
        [
            ("MRN", "Patient", "DOB", "Phone", "Dx", "Rx", "Allergies", "Last visit"),
            (
                "Chart no. (MRN)",
                "Patient name",
                "Birth date",
                "Mobile",
                "Diagnosis code",
                "Medication",
                "Allergy",
                "Last seen",
            ),
        ]
    )
    return Book(
        [Sheet("Patients", header, rows)],
        s.day(date(2020, 1, 1)),
        s.one("patients_export", "chart list", "tblPatient"),
        MEDICAL,
        tuple(p.owner for p in people),
    )


# Health insurance


def enrolment(w: World, s: Style, p: Person) -> Paper:
    on = s.day(p.hired)
    kin = Random(p.number or p.mrn)  # noqa: S311 (a sample: the same relatives in each of a person's papers)
    spouse = f"{kin.choice(table()['given_men' if p.woman else 'given_women'].split())} {p.surname}"
    child = f"{kin.choice(table()['given_women'].split())} {p.surname}"
    relative = "family-member/" + p.owner.replace("/", "-")
    return _paper(
        INSURANCE, p, on, s.one(f"enroll {p.surname}", f"{p.number} medical election", f"OE{on:%Y} {p.full}"),
        [
            title(s.one("Group Medical Enrollment", "Employee Benefits Election", f"{p.insurer}: Enrollment / Change", "Open Enrollment Election")),
            fields([
                ("Subscriber", p.name), (s.label("ssn"), p.ssn(s)), (s.label("born"), p.birthday(s)), (s.label("address"), p.address), (s.label("member"), p.member_id),
                ("Group no.", f"{s.rng.randint(10000, 99999)}-{s.rng.randint(1, 9):03d}"), ("Coverage", s.one("Employee + family", "Employee + spouse", "Employee only")),
                ("Effective", s.dated(on)), ("Plan", s.one("PPO 1500", "HDHP with HSA", "EPO Silver", "HMO 20/40")),
            ]),
            grid(("Dependent", "Relation", "Birth date"), [
                (Value("person-name", spouse, relative + "-spouse"), "Spouse", Value("date-of-birth", s.dated(p.born + timedelta(days=kin.randint(-900, 900))), relative + "-spouse")),
                (Value("person-name", child, relative + "-child"), "Child", Value("date-of-birth", s.dated(min(p.born + timedelta(days=10200 + kin.randint(0, 900)), date(2025, 2, 11) - timedelta(days=kin.randint(0, 900)))), relative + "-child")),
            ]),
            para(s.one("I authorise payroll deductions for the coverage elected above.", "Pre-tax deduction under the section 125 plan accepted. Signature on file.", "Tobacco use in the last six months: " + s.one("no", "yes"))),
        ],
    )  # fmt: skip


def benefits_statement(w: World, s: Style, p: Person) -> Paper:
    on = s.day(date(2018, 1, 1))
    doctor, _ = s.rng.choice(w.doctors)
    rows = []
    for _ in range(s.rng.randint(2, 5)):
        billed = s.rng.randint(90, 2400)
        allowed = billed * s.rng.randint(40, 80) // 100
        rows.append(
            (
                s.dated(on - timedelta(days=s.rng.randint(9, 40))),
                s.one(
                    "99213 Office visit",
                    "80053 Metabolic panel",
                    "73721 MRI knee",
                    "90834 Psychotherapy 45 min",
                    "97110 Therapeutic exercise",
                    "J1885 Ketorolac",
                ),
                f"${billed}.00",
                f"${allowed}.00",
                f"${allowed // 5}.00",
            )
        )
    return _paper(
        INSURANCE, p, on, s.one(f"EOB {on:%Y-%m}", f"claim {s.rng.randint(10**9, 10**10 - 1)}", f"{p.surname} eob"),
        [
            title(s.one("Explanation of Benefits", "This is not a bill", "Claim summary")),
            fields([("Patient", p.name), (s.label("member"), p.member_id), ("Claim", f"{s.one('E', 'CL')}{s.rng.randint(10**8, 10**9 - 1)}"), ("Provider", doctor), ("Processed", s.dated(on))]),
            grid(("Service date", "Service", "Billed", "Allowed", "Your share"), rows),
            para(s.one("Deductible met to date: $740.00 of $1,500.00.", "You may appeal within 180 days of this statement.", "Coinsurance of 20 % applied.")),
        ], header=p.insurer,
    )  # fmt: skip


def census(w: World, s: Style, people: list[Person]) -> Book:
    tiers = ["EE", "ES", "EC", "FAM", "Waived"]
    rows: list[tuple[object, ...]] = [
        (p.last_first, p.ssn(s), p.birthday(s), "F" if p.woman else "M", p.zip, p.member_id, s.one("PPO", "HDHP", "HMO"), s.rng.choice(tiers), s.rng.randint(280, 1900)) for p in people
    ]  # fmt: skip
    header = s.rng.choice([
        ("Employee", "SSN", "DOB", "Sex", "ZIP", "Subscriber ID", "Medical plan", "Tier", "Monthly premium"),
        ("Member name", "Social Security Number", "Birth date", "Gender", "Zip", "Member ID", "Health plan", "Coverage tier", "Premium"),
    ])  # fmt: skip
    return Book(
        [Sheet(s.one("Census", "Enrolled", "Medical"), header, rows)],
        s.day(date(2021, 9, 1)),
        s.one("renewal census", "group health roster", "carrier feed"),
        INSURANCE,
        tuple(p.owner for p in people),
    )


def carrier_feed(w: World, s: Style, people: list[Person]) -> Paper:
    """An X12 834 transmission: benefit enrolment as the carrier takes it."""
    on = s.day(date(2019, 1, 1))
    out = [f"ISA*00*          *00*          *30*{w.domain[:9]:15}*ZZ*CARRIER        *{on:%y%m%d}*0704*^*00501*000000{s.rng.randint(100, 999)}*0*P*:~",
           f"GS*BE*{w.domain[:9]}*CARRIER*{on:%Y%m%d}*0704*1*X*005010X220A1~", "ST*834*0001*005010X220A1~", f"BGN*00*{s.rng.randint(1000, 9999)}*{on:%Y%m%d}*0704****4~", f"N1*P5*{w.company}~"]  # fmt: skip
    flat = Style(s.rng, "%Y%m%d", "##########", "")
    for p in people:
        out += ["INS*Y*18*021*28*A***FT~", f"REF*0F*{p.ssn(flat).passing()}~", f"REF*1L*{s.rng.randint(10000, 99999)}~", f"NM1*IL*1*{p.surname}*{p.given}****34*{p.ssn(flat).passing()}~",
                f"PER*IP**HP*{p.mobile}~", f"N3*{p.street}~", f"N4*{p.town}*{p.state}*{p.zip}~", f"DMG*D8*{p.born:%Y%m%d}*{'F' if p.woman else 'M'}~", f"HD*021**HLT*{s.one('PPO1500', 'HDHP')}*FAM~", f"DTP*348*D8*{on:%Y%m}01~"]  # fmt: skip
    out += [f"SE*{len(out)}*0001~", "GE*1*1~"]
    return Paper(
        [lines(out)],
        on,
        s.one("834_out", f"enr{on:%Y%m%d}", "carrier_full"),
        kind=INSURANCE,
        about=tuple(p.owner for p in people),
    )


# Genetic data and family history


def family_history(w: World, s: Style, p: Person) -> Paper:
    on = s.day(p.hired)
    ills = [
        "breast cancer",
        "heart attack before 55",
        "Huntington’s disease",
        "colon cancer",
        "type 2 diabetes",
        "Alzheimer’s",
        "stroke",
        "sickle cell trait",
        "alcoholism",
        "hemochromatosis",
    ]
    kin = [
        "Mother",
        "Father",
        "Sister",
        "Brother",
        "Maternal grandmother",
        "Paternal grandfather",
        "Maternal aunt",
        "Paternal uncle",
    ]
    rows = [
        (
            relative,
            s.one("living", f"died at {s.rng.randint(41, 88)}"),
            s.rng.choice([*ills, "none known"]),
            s.one("unknown", str(s.rng.randint(35, 79))),
        )
        for relative in s.rng.sample(kin, s.rng.randint(4, 7))
    ]
    return _paper(
        GENES, p, on, s.one(f"wellness {p.surname}", f"health hx {p.number}", f"questionnaire {p.full}"),
        [
            title(s.one("Wellness Program: Health History", "New Hire Health Questionnaire", "Family Health Inventory")),
            fields([(s.label("name"), p.name), (s.label("born"), p.birthday(s)), ("Completed", s.dated(on))]),
            para(s.one("Has anyone in your family had any of the following? Your answers:", "Illnesses among blood relatives, as given by the employee:")),
            grid(s.rng.choice([("Relative", "Status", "Condition", "Age at onset"), ("Family member", "Living / deceased", "Illness", "Age when found")]), rows),
            para(s.one(f"{p.given} adds: “my {s.one('aunt', 'cousin', 'mother')} tested positive for the BRCA2 change and told us to get checked.”", "Employee states that a sibling is a known carrier of cystic fibrosis.", "Mother’s side: three of five siblings with colon cancer before fifty.")),
        ],
    )  # fmt: skip


def gene_report(w: World, s: Style, p: Person) -> Paper:
    on, (lab, head) = s.day(date(2019, 1, 1)), _lab_head(s)
    genes = [("BRCA1", "c.68_69delAG", "Pathogenic"), ("BRCA2", "c.5946delT", "Pathogenic"), ("MLH1", "none", "No variant detected"), ("APOE", "e3/e4", "Risk allele"), ("CFTR", "F508del, heterozygous", "Carrier"),
             ("HFE", "C282Y, heterozygous", "Carrier"), ("LDLR", "c.1060G>A", "Uncertain significance"), ("TP53", "none", "No variant detected"), ("F5", "R506Q", "Risk allele")]  # fmt: skip
    return _paper(
        GENES, p, on, s.one(f"{lab.split()[0]} {s.rng.randint(1000, 9999)}", f"gx {p.surname}", "hereditary panel"),
        [
            title(s.one("Hereditary Panel Result", "Germline Testing Report", "Carrier Screening")),
            fields([("Patient", p.name), (s.label("born"), p.birthday(s)), (s.label("mrn"), p.record_number), ("Sample", s.one("saliva", "buccal swab", "whole blood")), ("Reported", s.dated(on))]),
            grid(("Gene", "Variant", "Classification"), s.rng.sample(genes, s.rng.randint(4, 7))),
            para(s.one("Genetic counselling is recommended for the patient and first-degree relatives.", "Sequencing by NGS, coverage above 50x; variants named after HGVS.", "A negative result does not exclude a hereditary predisposition.")),
        ], header=head,
    )  # fmt: skip


def risk_survey(w: World, s: Style, people: list[Person]) -> Book:
    yes = ("Y", "N", "N", "N")
    rows: list[tuple[object, ...]] = [
        (p.name, p.birthday(s), s.rng.choice(yes), s.rng.choice(yes), s.rng.choice(yes), s.rng.choice(yes), s.one("", "", "mother, 44", "father and uncle", "2 sisters", "grandmother"), s.one("none", "none", "BRCA1 pos.", "23andMe: APOE e4")) for p in people
    ]  # fmt: skip
    header = s.rng.choice([
        ("Participant", "DOB", "Fam hx cancer", "Fam hx heart disease", "Fam hx diabetes", "Fam hx mental illness", "Which relatives", "Genetic tests"),
        ("Name", "Birth date", "Relatives: cancer", "Relatives: cardiac", "Relatives: diabetes", "Relatives: dementia", "Details", "Known gene variants"),
    ])  # fmt: skip
    return Book(
        [Sheet(s.one("HRA responses", "Sheet1", "answers"), header, rows)],
        s.day(date(2021, 1, 1)),
        s.one("wellness survey", "HRA_vendor_dump", "biometric day"),
        GENES,
        tuple(p.owner for p in people),
    )


BY_PERSON: dict[str, tuple[Write, ...]] = {
    DRUGS: (laboratory_report, review_officer_letter, breath_test),
    MIND: (fitness_for_duty, trait_profile),
    MEDICAL: (doctors_note, progress_note, blood_results),
    INSURANCE: (enrolment, benefits_statement),
    GENES: (family_history, gene_report),
}
BY_GROUP: dict[str, Callable[[World, Style, list[Person]], Book]] = {
    DRUGS: random_pool, MIND: assessment_export, MEDICAL: patient_list, INSURANCE: census, GENES: risk_survey,
}  # fmt: skip

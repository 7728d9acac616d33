from workbook import Raw, Sheet, Styled, Workbook

HEAD = ["case_no", "family", "given", "birth", "died", "religion", "note"]
Workbook([
    Sheet("2024", [
        ["Courts of the region, as of spring"],
        HEAD,
        ["A-1", "Gordeev", "Pyotr", Styled(33005, 1), Styled(44987, 1), "x", Raw('inlineStr <is><r><t>first </t></r><r><t>part</t></r><rPh sb="0" eb="1"><t>no</t></rPh></is>')],
        ["A-2", "Lomov", "Anton", Styled(1985, 0), None, None, Raw("str <f>A1</f><v>=1+1</v>")],
        ["A-3", "<b>Sedin</b>", "Viktor\u202e", None, None, None, "a_x0009_b_x0041_"],
    ], comments={"B3": "seen on the stone", "F3": "told by the family"},
       links={"G3": "https://archive.example/1"}),
    Sheet("older", [HEAD[:4], ["B-1", "Zorina", "Alla", Styled(28491, 2)]], state="hidden"),
    Sheet("plan", [["1", 2, 3], [4, 5, 6]]),
    Sheet("bl\u202eank", []),
]).write("courts.xlsx")

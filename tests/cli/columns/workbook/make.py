from workbook import Raw, Sheet, Styled, Workbook

for name, is_1904, days in (("w1900", False, 33005), ("w1904", True, 31543)):
    Workbook([Sheet("people", [
        ["name", "birth_date", "born_in", "index", "share", "length", "weight", "alive", "number", "seen"],
        ["Gordeev Pyotr", Styled(days, 1), Styled(days, 2), Styled(1701, 5), Styled(0.125, 6), Styled(1.5, 7), Raw("n <v>0.10000000000000001</v>"),
         True, 1234567890123456, Styled(days + 0.5, 4)],
        ["Lomov Anton", Styled(days + 1, 1), Styled(days + 1, 3), Styled(99, 5), Styled(1, 6), Styled(0.25, 7), Raw("n <v>3.2999999999999998</v>"),
         False, Raw("n <v>1.5E+20</v>"), Raw("e <v>#N/A</v>")],
    ])], is_1904).write(name + ".xlsx")

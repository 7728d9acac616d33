from workbook import Sheet, Styled, Workbook

HEAD = ["id", "family", "given", "patronymic", "birth_date"]
Workbook([
    Sheet("north", [HEAD, ["1", "Gordeev", "Pyotr", "Ilyich", Styled(33005, 1)], ["2", "Lomov", "Anton", "Petrovich", Styled(31000, 1)]]),
    Sheet("south", [HEAD[:3] + ["birth_date"], ["3", "Sedin", "Viktor", Styled(25000, 1)], [], ["4", "Karpin", "Oleg", Styled(29000, 1)]]),
]).write("a.xlsx")

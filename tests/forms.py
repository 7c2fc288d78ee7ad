"""The form of a yearly report on ferries that nobody files, with the three kinds of table there are: small blocks, a
long table with groups and an alternative shape, one row of figures under three header levels."""

from __future__ import annotations

from decimal import Decimal

from linter.form import CellForm, CellSum, ColumnForm, RowForm, TableForm

NOTE = "（本列数据的关系：第一项加第二项之和，等于第三项加第四项之和）"

_BLOCKS: dict[str, tuple[str, dict[str, str], dict[str, tuple[str, ...]]]] = {
    "orders": (
        "第七条第（一）项",
        {"issued": "本年发布件数", "ended": "本年停用件数", "valid": "年末有效件数"},
        {"charters": ("章程",), "notices": ("渡运管理通告", "管理通告")},
    ),
    "permits": ("第七条第（三）项", {"granted": "本年核发数量"}, {"permits": ("渡船证书",)}),
    "sanctions": ("第七条第（四）项", {"imposed": "本年核发数量"}, {"fines": ("渡运处罚",), "stops": ("渡运停航",)}),
    "tolls": ("第七条第（六）项", {"amount": "本年收取金额"}, {"tolls": ("摆渡服务收费",)}),
}

_COLUMNS = {
    "walker": ("散客",),
    "firm": ("货运企业",),
    "school": ("学校",),
    "charity": ("社会公益团体", "公益团体"),
    "agent": ("代办服务机构",),
    "other": ("其他",),
    "total": ("总计",),
}
_UNITS = ("单位或其他团体",)

_GROUPS: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, ...]]]] = {
    "denied": (
        ("（三）不予放行",),
        {
            "flood": ("1.属于汛期封航",),
            "law": ("2.其他法规规章禁止渡运", "2.其他规章禁止渡运"),
            "safety": ("3.危及“三不超一禁止”",),
            "owner": ("4.保护船主合法权益",),
            "inner": ("5.属于两类内部调度事项",),
            "draft": ("6.属于三类试航性航班",),
        },
    ),
    "unable": (
        ("（四）无法安排",),
        {
            "elsewhere": ("1.本渡口不通达相关码头",),
            "special": ("2.没有现成船只需要另行调配",),
            "vague": ("3.补正后申请内容仍不明确",),
        },
    ),
    "ignored": (
        ("（五）不予受理",),
        {
            "complaint": ("1.投诉举报类申请",),
            "again": ("2.重复申请",),
            "confirm": ("3.要求渡口确认或重新出具已取得船票",),
        },
    ),
    "settled": (
        ("（六）其他处理",),
        {
            "late": ("1.申请人无正当理由逾期不补正、渡口不再处理其摆渡申请", "1.逾期不补正"),
            "unpaid": ("2.申请人逾期未按收费通知要求缴纳费用、渡口不再处理其摆渡申请",),
            "rest": ("3.其他",),
        },
    ),
}
_RESULTS = ("三、本年度办理结果",)

_OUTCOMES = {"kept": "结果维持", "changed": "结果纠正", "other": "其他结果", "open": "尚未审结", "total": "总计"}
_INSTANCES = {
    "review": (("复核",), ("复核",)),
    "direct": (("申诉", "direct"), ("申诉", "未经复核直接申诉")),
    "after": (("申诉", "after"), ("申诉", "复核后申诉")),
}


def fleet() -> TableForm:
    """Six rows in four blocks, of three figures or one; no sums."""
    rows: list[RowForm] = []
    for block, (header, columns, labels) in _BLOCKS.items():
        kind = CellForm("amount", "万元", 4) if block == "tolls" else CellForm()
        cells = tuple(ColumnForm(id, (label,), cell=kind) for id, label in columns.items())
        rows += [RowForm(id, names, cells, block=block, headers=(header,)) for id, names in labels.items()]
    return TableForm("fleet", "fleet", (tuple(rows),), notes=("项目内容",), sums=((),))


def crossings() -> TableForm:
    """Twenty-one rows of seven figures in groups; one group may stand as a single row."""
    columns = tuple(
        ColumnForm(id, names, *((("units",), (_UNITS,)) if id not in ("walker", "total") else ()))
        for id, names in _COLUMNS.items()
    )
    shapes = (_rows(columns, single=False), _rows(columns, single=True))
    return TableForm(
        "crossings", "crossings", shapes, notes=("申请人情况", NOTE), sums=tuple(_sums(shape) for shape in shapes)
    )


def _rows(columns: tuple[ColumnForm, ...], single: bool) -> tuple[RowForm, ...]:
    results = ("results",)
    rows = [
        RowForm("new", ("一、本年新收摆渡申请数量",), columns),
        RowForm("carried", ("二、上年结转摆渡申请数量",), columns),
        RowForm("granted", ("（一）予以放行",), columns, results, (_RESULTS,)),
        RowForm(
            "partial", ("（二）部分放行（分批处理的，只计这一情形，不计其他情形）",), columns, results, (_RESULTS,)
        ),
    ]
    for group, (label, members) in _GROUPS.items():
        if single and group == "settled":
            rows.append(RowForm(group, label, columns, results, (_RESULTS,)))
            continue
        within, labels = (*results, group), (_RESULTS, label)
        rows += [RowForm(id, names, columns, within, labels) for id, names in members.items()]
    rows.append(RowForm("handled", ("（七）总计",), columns, results, (_RESULTS,)))
    rows.append(RowForm("forward", ("四、结转下年度继续办理",), columns))
    return tuple(rows)


def _sums(rows: tuple[RowForm, ...]) -> tuple[CellSum, ...]:
    columns = [column.id for column in rows[0].columns]
    results = [row.id for row in rows if "results" in row.groups and row.id != "handled"]
    sums: list[CellSum] = [(*((1, row.id, id) for id in columns[:-1]), (-1, row.id, columns[-1])) for row in rows]
    for id in columns:
        sums.append((*((1, row, id) for row in results), (-1, "handled", id)))
        sums.append(((1, "new", id), (1, "carried", id), (-1, "handled", id), (-1, "forward", id)))
    return tuple(sums)


def appeals() -> TableForm:
    """One row of fifteen figures without a label, under up to three header levels."""
    columns: list[ColumnForm] = []
    sums: list[CellSum] = []
    for instance, (groups, labels) in _INSTANCES.items():
        ids = [f"{instance}_{outcome}" for outcome in _OUTCOMES]
        columns += [
            ColumnForm(id, (label,), groups, tuple((name,) for name in labels))
            for id, label in zip(ids, _OUTCOMES.values(), strict=True)
        ]
        sums.append((*((1, "figures", id) for id in ids[:-1]), (-1, "figures", ids[-1])))
    row = RowForm("figures", (), tuple(columns))
    return TableForm("appeals", "appeals", ((row,),), one_row=True, sums=(tuple(sums),))


def values(text: str) -> tuple[Decimal, ...]:
    """The figures of a row, written with spaces between them."""
    return tuple(Decimal(word) for word in text.split())

#!/usr/bin/env python3
"""The older workbook as a program writes it (xlwt, of Debian's python3-xlwt): xls.py NAME OUT."""
import datetime
import sys

import xlwt

DATE = xlwt.easyxf(num_format_str="yyyy-mm-dd")


def put(sheet, rows, top=0):
    for y, row in enumerate(rows, top):
        for x, value in enumerate(row):
            if isinstance(value, datetime.date):
                sheet.write(y, x, value, DATE)
            elif value is not None:
                sheet.write(y, x, value)


def days(book):
    book.add_sheet("空")
    sheet = book.add_sheet("人数")
    sheet.write_merge(0, 0, 0, 2, "2019年志愿者人数")
    put(sheet, [("日期", "地区", "人数"), (datetime.date(2019, 10, 25), "和平社区", 1263), ("2019年10月26日", "团结社区", "7"),
                (datetime.date(2019, 10, 27), "和平社区", 30.0)], 1)


def faults(book):
    put(book.add_sheet("s"), [("date", "area", "volunteers"), (datetime.date(2019, 10, 25), "K9", "12a"), ("x", "K1", 1)])


book = xlwt.Workbook(encoding="utf-8")
{"days": days, "faults": faults}[sys.argv[1]](book)
book.save(sys.argv[2])

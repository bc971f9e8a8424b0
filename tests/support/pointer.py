#!/usr/bin/env python3
"""A finger and a pair of eyes at a display: real pointer and key events by XTest, and what the X server shows. Commands on stdin:
    page NAME FILE.bgrx        a page, told from all others that are named by its own pixels
    tap X Y                    the left button, down and up
    key NAME [MODIFIER...]     a key by its keysym, with the keys of MODIFIER held
    await NAME...              until one of these pages is shown; fails after SECONDS
    rest SECONDS               hands off
    pointer.py SECONDS < COMMANDS
"""
import ctypes, sys, time
from ctypes import c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from pages import either, marks

x11, xtst = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
x11.XOpenDisplay.restype = x11.XGetImage.restype = c_void_p
x11.XOpenDisplay.argtypes = [c_char_p]
x11.XDefaultRootWindow.restype = x11.XStringToKeysym.restype = c_ulong
x11.XDefaultRootWindow.argtypes = x11.XFlush.argtypes = [c_void_p]
x11.XStringToKeysym.argtypes = [c_char_p]
x11.XKeysymToKeycode.argtypes = [c_void_p, c_ulong]
x11.XKeysymToKeycode.restype = ctypes.c_ubyte
x11.XGetImage.argtypes = [c_void_p, c_ulong, c_int, c_int, c_uint, c_uint, c_ulong, c_int]
x11.XDestroyImage.argtypes = [c_void_p]
x11.XDisplayWidth.argtypes = x11.XDisplayHeight.argtypes = x11.XSync.argtypes = [c_void_p, c_int]
xtst.XTestFakeMotionEvent.argtypes = [c_void_p, c_int, c_int, c_int, c_ulong]
xtst.XTestFakeButtonEvent.argtypes = xtst.XTestFakeKeyEvent.argtypes = [c_void_p, c_uint, c_int, c_ulong]


class Screen:
    def __init__(self):
        self.display = x11.XOpenDisplay(None)
        if not self.display:
            sys.exit("no display")
        self.root = x11.XDefaultRootWindow(self.display)
        self.width, self.height = x11.XDisplayWidth(self.display, 0), x11.XDisplayHeight(self.display, 0)
        self.files, self.marks, self.waits = {}, {}, 0

    def pixels(self):
        image = x11.XGetImage(self.display, self.root, 0, 0, self.width, self.height, 0xffffffff, 2)
        data = ctypes.string_at(c_void_p.from_address(image + 16).value, self.width * self.height * 4)
        x11.XDestroyImage(image)
        return data

    def tap(self, x, y):
        xtst.XTestFakeMotionEvent(self.display, 0, x, y, 0)
        for down in (1, 0):
            xtst.XTestFakeButtonEvent(self.display, 1, down, 0)
        x11.XSync(self.display, 0)

    def key(self, names):
        codes = [x11.XKeysymToKeycode(self.display, x11.XStringToKeysym(name.encode())) for name in names]
        for code in codes[1:] + codes[:1]:
            xtst.XTestFakeKeyEvent(self.display, code, 1, 0)
        for code in codes[:1] + codes[1:]:
            xtst.XTestFakeKeyEvent(self.display, code, 0, 0)
        x11.XSync(self.display, 0)

    def shows(self, name):
        if name not in self.marks:
            others = [file for other, file in self.files.items() if other != name]
            self.marks[name] = [(y * self.width * 4 + x * 4, either(piece)) for y, x, piece in marks(self.files[name], others, self.width)]
            if not self.marks[name]:
                sys.exit(f"page {name} looks like another one")
        data = self.now
        hits = sum(data[at:at + len(pieces[0])] in pieces for at, pieces in self.marks[name])
        return hits * 2 > len(self.marks[name])

    def wait(self, names, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.now = self.pixels()
            for name in names:
                if self.shows(name):
                    self.waits += 1
                    return name
            time.sleep(0.03)
        sys.exit(f"no page {' or '.join(names)} in {seconds} s, after {self.waits} pages that came")


def main():
    screen, seconds = Screen(), float(sys.argv[1])
    for line in sys.stdin:
        words = line.split()
        if not words:
            continue
        if words[0] == "page":
            screen.files[words[1]] = words[2]
        elif words[0] == "tap":
            screen.tap(int(words[1]), int(words[2]))
        elif words[0] == "key":
            screen.key(words[1:])
        elif words[0] == "rest":
            time.sleep(float(words[1]))
        else:
            screen.wait(words[1:], seconds)


if __name__ == "__main__":
    main()

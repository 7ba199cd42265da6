"""What is said to the SSH server that it does not expect: before the login, after it, and to its drop box."""

from __future__ import annotations

import struct

from asyncssh.packet import Boolean, String, UInt32
from hypothesis import strategies as st

# -- before the login --

NUMBERS = st.sampled_from([0, 1, 2, 5, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF]) | st.integers(0, 300)
NAMES = st.sampled_from(["", "none", "curve25519-sha256", "ssh-ed25519,ssh-rsa", "aes128-gcm@openssh.com", ",,,", "名"])


def packet(payload: bytes, length: int | None = None, padding: int = 4) -> bytes:
    """A packet as it is before the keys are exchanged; ``length`` may lie."""
    said = len(payload) + padding + 1 if length is None else length
    return struct.pack(">IB", said & 0xFFFFFFFF, padding & 0xFF) + payload + bytes(padding & 0xFF)


VERSIONS = st.sampled_from(
    [
        *(
            b"SSH-2.0-x\r\n",
            b"SSH-2.0-x\n",
            b"SSH-1.99-x\r\n",
            b"SSH-1.5-x\r\n",
            b"SSH-2.0-\r\n",
            b"SSH-2.0-\xff\0\r\n",
        ),
        *(
            b"hello\r\nSSH-2.0-x\r\n",
            b"SSH-2.0-" + b"x" * 300 + b"\r\n",
            b"\r\n" * 600,
            b"SSH-2.0-x",
            b"GET / HTTP/1.1",
        ),
    ]
)
KEXINIT = st.tuples(st.lists(NAMES, min_size=8, max_size=10), NUMBERS).map(
    lambda told: b"\x14" + bytes(16) + b"".join(String(name) for name in told[0]) + b"\0" + UInt32(told[1])
)
PAYLOADS = (
    KEXINIT
    | st.binary(max_size=60)
    | st.tuples(st.integers(0, 255), st.lists(NUMBERS.map(UInt32) | NAMES.map(String), max_size=4)).map(
        lambda told: bytes([told[0]]) + b"".join(told[1])
    )
)
PACKETS = (
    PAYLOADS.map(packet)
    | st.builds(packet, PAYLOADS, NUMBERS, st.integers(0, 255))
    | st.sampled_from([b"\xff" * 70_000, bytes(70_000), packet(b"\x02" + String(b"x")) * 200])
    | st.binary(max_size=100)
)
TALK = st.tuples(VERSIONS | st.just(b"") | st.binary(max_size=40), st.lists(PACKETS, max_size=4), st.integers(0, 9))


# -- after the login --

ODD = st.sampled_from(
    ["", "x", "../../etc/passwd", "/etc/passwd", "a\0b", "\x1b]52;c;eA==\x07", "名" * 50, "x" * 9000, "y" * 100_000]
)
LINES = st.one_of(
    st.sampled_from(
        [
            *("home", "home", "'", "$(id)", "sh -c id", "internal-sftp", "/usr/lib/sftp-server", "scp -t .", "\0", "-"),
            *(
                "submit --name ../../x.txt",
                "submit --name '\x1b[2J.txt'",
                "roster --out /tmp/yanxiu-x",
                "export --data /",
            ),
        ]
    ),
    ODD,
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
).map(lambda line: line.encode()) | st.binary(max_size=20)
SIZES = st.tuples(*[st.sampled_from([0, 1, 80, 24, 10_000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF])] * 4)


def pty(name: str, size: tuple[int, ...], modes: bytes) -> tuple[bytes, bytes]:
    return b"pty-req", String(name) + b"".join(map(UInt32, size)) + String(modes)


REQUESTS = st.one_of(
    st.builds(
        pty,
        st.sampled_from(["", "xterm", "screen;id", "../../x", "x" * 5000]),
        SIZES,
        st.sampled_from([b"", b"\0", b"\x03" + UInt32(0xFFFFFFFF) + b"\0", b"\xff" * 10, b"\x01\0\0\0\x01" * 500]),
    ),
    SIZES.map(lambda size: (b"window-change", b"".join(map(UInt32, size)))),
    st.tuples(st.sampled_from(["LANG", "LC_ALL", "LD_PRELOAD", "PATH", "", "A=B"]) | ODD, ODD).map(
        lambda pair: (b"env", String(pair[0]) + String(pair[1]))
    ),
    LINES.map(lambda line: (b"exec", String(line))),
    st.sampled_from(["sftp", "netconf", "", "shell", "x" * 3000, "../sftp"]).map(
        lambda name: (b"subsystem", String(name))
    ),
    st.just((b"shell", b"")),
    st.sampled_from(["INT", "TERM", "HUP", "KILL", "STOP", "", "\0", "USR1", "9"]).map(
        lambda name: (b"signal", String(name))
    ),
    st.sampled_from([0, 0xFFFFFFFF]).map(lambda number: (b"break", UInt32(number))),
    st.just((b"auth-agent-req@openssh.com", b"")),
    st.just((b"x11-req", Boolean(False) + String("MIT-MAGIC-COOKIE-1") + String("aa") + UInt32(0xFFFFFFFF))),
    st.sampled_from(
        [b"", b"x", b"exit-status", b"xon-xoff", b"eow@openssh.com", b"simple@putty.projects.tartarus.org"]
    ).map(lambda name: (name, b"")),
)
STORM = [(b"window-change", b"".join(map(UInt32, (number, 10_000 - number, 0, 0)))) for number in range(300)]
SESSIONS = st.tuples(
    st.just("session"),
    st.lists(REQUESTS, max_size=5),
    st.sampled_from([b"", b"x", b"\x1b[<0;1;1M\x03\x04", b"y" * 200_000]),
    st.sampled_from(["close", "eof", "leave"]),
)
HOST_AND_PORT = [String(host) + UInt32(port) for host, port in (("127.0.0.1", 0), ("", 22), ("名", 0xFFFFFFFF))]
OPENINGS = st.sampled_from(
    [
        *((b"direct-tcpip", place + HOST_AND_PORT[0]) for place in HOST_AND_PORT),
        (b"direct-streamlocal@openssh.com", String("/run/x") + String("") + UInt32(0)),
        (b"tun@openssh.com", UInt32(1) + UInt32(0x7FFFFFFF)),
        *((name, b"") for name in (b"x11", b"auth-agent@openssh.com", b"", b"x" * 3000)),
    ]
).map(lambda asked: ("open", *asked))
GLOBALS = st.sampled_from(
    [
        *((b"tcpip-forward", place) for place in HOST_AND_PORT),
        (b"streamlocal-forward@openssh.com", String("/tmp/yanxiu-x")),
        *((name, b"") for name in (b"no-more-sessions@openssh.com", b"hostkeys-00@openssh.com", b"", b"x" * 3000)),
    ]
).map(lambda asked: ("global", *asked))
MALFORMED = st.one_of(
    st.tuples(st.just("packet"), st.integers(1, 255), st.binary(max_size=40)),
    # To take back what was never given ends a connection, says the library.
    st.just(("global", b"cancel-tcpip-forward", HOST_AND_PORT[0])),
    st.just(("global", b"cancel-streamlocal-forward@openssh.com", String("/etc/passwd"))),
    st.tuples(st.just("packet"), st.sampled_from([91, 93, 94, 95, 96, 97, 98, 99, 100]), NUMBERS.map(UInt32)),
    st.tuples(
        st.just("session"),
        st.lists(
            REQUESTS.map(lambda asked: (asked[0], asked[1][:-1]))
            | st.tuples(
                st.sampled_from([b"pty-req", b"window-change", b"exec", b"signal", b"\xff"]), st.binary(max_size=40)
            ),
            max_size=4,
        ),
        st.just(b""),
        st.just("leave"),
    ),
)


# -- to the drop box --

FILES = st.sampled_from(
    [
        "a.txt",
        "../x.txt",
        "a\0b.txt",
        "n" * 100_000 + ".txt",
        "/etc/passwd",
        ".",
        "..",
        "..\\..\\x.txt",
        ".ssh/a.txt",
        "",
    ]
).map(lambda name: name.encode()) | st.binary(max_size=20).map(lambda name: name + b".txt")
HANDLES = st.sampled_from([UInt32(1), UInt32(2), b"", b"x" * 300])
ASKED = st.one_of(
    st.builds(lambda name, flags: bytes([3]) + UInt32(1) + String(name) + UInt32(flags) + UInt32(0), FILES, NUMBERS),
    FILES.map(lambda name: bytes([3]) + UInt32(1) + String(name) + UInt32(0x1A) + UInt32(0)),
    st.builds(
        lambda handle, offset, size: (
            bytes([6]) + UInt32(2) + String(handle) + struct.pack(">Q", offset) + String(b"x" * size)
        ),
        HANDLES,
        st.sampled_from([0, 0, 1, 1 << 63]),
        st.sampled_from([0, 1, 200_000]),
    ),
    HANDLES.map(lambda handle: bytes([4]) + UInt32(3) + String(handle)),
    st.builds(lambda kind, name: bytes([kind]) + UInt32(4) + String(name), st.integers(0, 255), FILES),
    st.binary(min_size=1, max_size=30),
)

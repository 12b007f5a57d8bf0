"""Processes of several users that ask a broker, over TCP and a unix socket. Run by root.

callers.py ACTION V4PORT V6PORT SOCKET   a port of 0 is not asked. Profile pN is for user N. Prints lines of JSON:
                                         what was done, the profile, the status, the uid that the broker tells.
"""
import array
import ctypes
import json
import os
import re
import signal
import socket
import struct
import sys

ACTION, V4, V6, PATH = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
USERS = 4242, 4243, 4244
PATIENCE = 60
NEW_USER, NEW_NET = 0x10000000, 0x40000000
LIBC = ctypes.CDLL(None, use_errno=True)

MPTCP = 262
WAYS = {"v4": (socket.AF_INET, ("127.0.0.1", V4)), "unix": (socket.AF_UNIX, PATH)}
if V6:
    WAYS["v6"] = (socket.AF_INET6, ("::1", V6))
    WAYS["mapped"] = (socket.AF_INET6, ("::ffff:127.0.0.1", V4))


def made(way, port=None):
    one = socket.socket(WAYS[way][0], socket.SOCK_STREAM, MPTCP if way == "mptcp" else 0)
    one.settimeout(PATIENCE)
    if port is not None:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind((WAYS[way][1][0], port))
    return one


def connected(way, port=None):
    one = made(way, port)
    one.connect(WAYS[way][1])
    return one


def ask(one, user, version="1.1"):
    """The status and the uid that the broker tells, if it tells any."""
    one.sendall(f"GET /credentials/p{user} HTTP/{version}\r\nHost: localhost\r\n\r\n".encode())
    text = b""
    while b"\r\n\r\n" not in text or b"}" not in text:
        more = one.recv(4096)
        if not more:
            break
        text += more
    told = re.search(r"uid ([0-9]+)", text.decode())
    return [int(text.split()[1]), int(told[1]) if told else None]


def say(case, told):
    os.write(1, (json.dumps([case, *told]) + "\n").encode())


def run(action, *arguments, user=None):
    """In a process of its own, of that user and root's group, to whom the unix socket is open."""
    child = os.fork()
    if not child:
        signal.alarm(PATIENCE)
        try:
            if user is not None:
                os.setgroups([])
                os.setuid(user)
            action(*arguments)
            os._exit(0)
        except OSError as failure:
            say(f"{action.__name__} failed", [0, str(failure)])
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def table():
    def caller(way, user):
        for other in USERS:
            one = connected(way)
            say(f"{way} {user} p{other}", ask(one, other))
        for other in USERS:
            say(f"{way} {user} p{other} kept", ask(one, other))

    WAYS["mptcp"] = WAYS["v4"]
    try:
        made("mptcp").close()
    except OSError:
        del WAYS["mptcp"]
    for way in WAYS:
        for user in USERS:
            run(caller, way, user, user=user)


def reuse():
    """The first user is gone when the second takes its port: by a reset, or since the broker closed."""

    def client(how, port, user):
        one = connected("v4", port)
        reset = how == "reset"
        if reset:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        say(f"{how} {user}", ask(one, USERS[0], "1.1" if reset else "1.0"))
        while not reset and one.recv(4096):
            pass
        one.close()

    for how in "reset", "closed":
        free = made("v4", 0)
        port = free.getsockname()[1]
        free.close()
        for user in USERS[0], USERS[1], USERS[0]:
            run(client, how, port, user, user=user)


def send(way, one):
    way.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [one.fileno()]))])


def received(way):
    _, ancillary, _, _ = way.recvmsg(1, socket.CMSG_SPACE(4))
    return socket.socket(fileno=array.array("i", ancillary[0][2])[0])


def passed():
    """A socket that one user has made or connected, and another has been given."""
    ours, theirs = socket.socketpair(socket.AF_UNIX)

    def giver(way, joined):
        send(ours, connected(way) if joined else made(way))

    def taker(way, joined):
        one = received(theirs)
        one.settimeout(PATIENCE)
        if not joined:
            one.connect(WAYS[way][1])
        name = f"{way} {'connected' if joined else 'made'} by the first"
        say(f"{name}, asked by the second", ask(one, USERS[0]))
        say(f"{name}, asked by the second for its own", ask(one, USERS[1]))

    def dropped(way):
        one = connected(way)
        os.setuid(USERS[0])
        say(f"{way} connected by root, asked by the first", ask(one, USERS[0]))

    for way in "v4", "unix":
        for joined in True, False:
            run(giver, way, joined, user=USERS[0])
            run(taker, way, joined, user=USERS[1])
        run(dropped, way)


def unshare(flag):
    if LIBC.unshare(flag):
        raise OSError(ctypes.get_errno(), "unshare")


def spaces():
    def other_network():
        unshare(NEW_NET)
        os.setuid(USERS[0])
        say("unix from another network", ask(connected("unix"), USERS[0]))
        try:
            say("v4 from another network", ask(connected("v4"), USERS[0]))
        except OSError:
            say("v4 from another network", [0, None])

    def other_users(mapped):
        # What was root's is not dumpable, and its maps are not its own.
        LIBC.prctl(4, 1, 0, 0, 0)
        unshare(NEW_USER)
        if mapped:
            for file, text in ("setgroups", "deny"), ("uid_map", f"0 {USERS[0]} 1"):
                with open(f"/proc/self/{file}", "w", encoding="ascii") as out:
                    out.write(text)
        for way in WAYS:
            for user in USERS[0], USERS[1]:
                say(f"{way} p{user} by uid {os.getuid()} of another space", ask(connected(way), user))

    run(other_network)
    run(other_users, True, user=USERS[0])
    run(other_users, False, user=USERS[0])


{"table": table, "reuse": reuse, "passed": passed, "spaces": spaces}[ACTION]()

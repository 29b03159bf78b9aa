"""pip: told only what concerns where packages come from, its failures put into words.

A person's settings of pip, in files and variables, can send packages elsewhere than to .venv, or keep them out of it,
while pip reports success. So those that say how packages are come by are handed on, and no others.
"""

import ast
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

OLDEST_PIP = (22, 3)  # the first that can install into another interpreter's environment (--python)

# What a person tells pip about how to come by packages. All else that pip can be told (target, prefix, dry-run,
# no-deps, constraint, ...) says where they go, which ones, or whether at all: for pyproject.toml and .venv to say.
PIP_SETTINGS_TO_KEEP = frozenset({
    "index-url", "pypi-url", "extra-index-url", "find-links", "no-index", "proxy", "cert", "client-cert",
    "trusted-host", "timeout", "default-timeout", "retries", "resume-retries", "keyring-provider", "use-feature",
    "use-deprecated", "cache-dir", "no-cache-dir",
})
PROXY_VARIABLES = ("PIP_PROXY", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
CERTIFICATE_VARIABLES = ("PIP_CERT", "PIP_CLIENT_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")

NO_NETWORK_ADVICE = (
    "Most often this means that there is no network, whatever pip concludes from that above: connect and start again. "
    "Where there is none to be had, bring a folder with the packages (wheels), and start with the variables "
    "PIP_NO_INDEX=1 and PIP_FIND_LINKS=FOLDER set."
)


# What pip writes to its log, and what to do then.
ADVICE = {
    r"invalid path: ([^\n]+)":
        "The certificates that pip was told to trust are not at {}: correct or unset what names them ({certificates})",
    r"failed: 407|: 407 Client Error|Proxy Authentication Required":
        "The proxy ({proxy}) asks for a name and a password: put them into its address, as in "
        "HTTPS_PROXY=http://NAME:PASSWORD@HOST:PORT,",
    r"Missing dependencies for SOCKS":
        "The proxy ({proxy}) speaks SOCKS, for which pip lacks the package PySocks: name a proxy that speaks HTTP, or "
        "install PySocks for the Python that you start with,",
    r"ProxyError":
        "The proxy ({proxy}) does not answer: correct or unset what names it",
    r"The repository located at (\S+) is not a trusted or secure host":
        "pip takes nothing from {}, because its address begins with http: give the address with https, or name that "
        "host in the variable PIP_TRUSTED_HOST,",
    r"CERTIFICATE_VERIFY_FAILED":
        "The certificate of the server is not trusted; often a company's network puts its own in between: name the "
        "file with that certificate in the variable PIP_CERT,",
}


class SetupError(Exception):
    """The environment cannot be made. The message says what is wrong and what to do."""


def pip_version(python: str) -> tuple[int, ...]:
    """The version of an interpreter's pip; () where it has none."""
    command = [python, "-P", "-m", "pip", "--version"]
    try:
        answer = subprocess.run(command, env=pip_variables({}), capture_output=True, text=True, errors="replace")
    except OSError:
        return ()
    found = re.match(r"pip ([\d.]+)", answer.stdout)
    return release(found[1]) if found and answer.returncode == 0 else ()


def pip_settings(python: str) -> dict[str, str]:
    """What the person has told pip in its files and variables about how to come by packages."""
    named = {name[4:].lower().replace("_", "-"): value for name, value in os.environ.items() if name.startswith("PIP_")}
    file = named.pop("config-file", None)
    found = {} if file == os.devnull else pip_file_settings(python, file)
    found |= {name: value for name, value in named.items() if value}
    return {name: value for name, value in found.items() if name in PIP_SETTINGS_TO_KEEP}


def pip_file_settings(python: str, file: str | None) -> dict[str, str]:
    """What pip's files say for an install, those that pip itself finds and the given one."""
    variables = {**pip_variables({}), "PYTHONIOENCODING": "utf-8:surrogateescape"}
    del variables["PIP_CONFIG_FILE"]
    if file is not None:
        variables["PIP_CONFIG_FILE"] = file
    answer = subprocess.run(
        [python, "-P", "-m", "pip", "config", "list"], env=variables, capture_output=True, encoding="utf-8",
        errors="surrogateescape",
    )
    if answer.returncode != 0:
        reason = (answer.stderr.strip() or answer.stdout.strip()).rpartition("\n")[2]
        raise SetupError(
            f"pip cannot read its own settings ({reason}): mend the file, or start with the variable "
            f"PIP_CONFIG_FILE={os.devnull} set."
        )
    found = {"global": {}, "install": {}}
    for section, name, value in re.findall(r"^(\w+)\.([\w-]+)=(.*)$", answer.stdout, re.MULTILINE):
        if section in found:
            found[section][name] = str(ast.literal_eval(value))
    return found["global"] | found["install"]


def pip_variables(settings: dict[str, str]) -> dict[str, str]:
    """The environment in which pip knows these settings and no others."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    ours = {"PIP_" + name.upper().replace("-", "_"): value for name, value in settings.items()}
    return {**others, **ours, "PIP_CONFIG_FILE": os.devnull, "PIP_USER": "0"}


def run_pip(command: list[str], variables: dict[str, str], lock: int) -> int:
    """Run pip, its progress shown; returns its exit code.

    pip holds the lock too: should this process be killed, the next start waits until pip has ended. What it prints goes
    to the stream of messages: the standard output belongs to what the program was asked for. A terminal gets it from
    pip itself, with a bar; anything else may be full or have no reader, which must not end pip.
    """
    keep = {"pass_fds": (lock,)} if os.name == "posix" else {}
    if sys.stderr.isatty():
        return subprocess.run(command, env=variables, stdout=2, **keep).returncode
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, env=variables, encoding="utf-8", errors="replace", **pipes, **keep) as process:
        try:
            for line in process.stdout:
                sys.stderr.write(line)
                sys.stderr.flush()
        except BaseException:
            process.kill()
            raise
    return process.returncode


def read_hashes(text: str) -> dict[str, set[str]]:
    """The SHA-256 of all files of each package, from the lines of a requirements file of pip."""
    hashes: dict[str, set[str]] = {}
    for name, digest in re.findall(r"^([\w.-]+)==|--hash=sha256:([0-9a-f]{64})", text, re.MULTILINE):
        if name:
            known = hashes.setdefault(name, set())
        else:
            known.add(digest)
    return hashes


def read_report(file: Path) -> Iterator[tuple[str, str, str]]:
    """What pip says that it installed: of each package the name, the address of its file, and the file's SHA-256."""
    for item in json.loads(file.read_text(encoding="utf-8"))["install"]:
        url, archive = item["download_info"]["url"], item["download_info"].get("archive_info", {})
        digest = archive.get("hashes", {}).get("sha256") or archive.get("hash", "").removeprefix("sha256=")
        if not digest and url.startswith("file:"):  # pip looks at a hash where an index gives one, not in a folder
            import urllib.request  # seldom wanted, and slow to load

            path = urllib.request.url2pathname(url.partition("//")[2])
            digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
        yield item["metadata"]["name"], url, digest


def advice_after(log: Path, settings: dict[str, str]) -> str:
    """What to do after pip failed, by what it wrote to its log; `settings` are those that it was given."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    for pattern, advice in ADVICE.items():
        found = re.search(pattern, text)
        if found:
            proxy = named_among(PROXY_VARIABLES, settings, "proxy")
            certificates = named_among(CERTIFICATE_VARIABLES, settings, "cert")
            return advice.format(*found.groups(), proxy=proxy, certificates=certificates) + " and start again."
    return NO_NETWORK_ADVICE


def named_among(names: Sequence[str], settings: dict[str, str], setting: str) -> str:
    """Those of the variables that are set, else pip's setting, with their values and without passwords."""
    named = {name: os.environ[name] for name in names if os.environ.get(name)} or {setting: settings.get(setting, "")}
    return ", ".join(f"{name}={without_password(value)}" for name, value in named.items())


def without_password(address: str) -> str:
    """An address that may be shown."""
    return re.sub(r"//[^/@]*@", "//...@", address)


def release(version: str) -> tuple[int, ...]:
    """The numbers of a version: ``"6.11.3"`` is (6, 11, 3)."""
    numbers = [int(number) for number in re.match(r"[\d.]*", version)[0].split(".") if number]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)

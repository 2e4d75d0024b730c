"""Make sure that the programs which some tests drive are on this machine, or say exactly what is missing.

Installs Debian's packages when run as root where apt is present; otherwise asks Playwright for its own browser.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.opensearch_here import launcher

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = {"chromium": BROWSERS, "tesseract-ocr": ("tesseract",), "tesseract-ocr-vie": (), "catdoc": ("catdoc",)}
SERVER = {"openjdk-17-jdk-headless": ("javac",)}
"""Only wanted where the launcher of a test OpenSearch lies beside the checkout."""


def missing() -> list[str]:
    """Return the Debian packages whose programs are not on the PATH."""
    wanted = PACKAGES | (SERVER if launcher() and os.geteuid() == 0 else {})
    lacking = [name for name, programs in wanted.items() if programs and not any(map(shutil.which, programs))]
    if os.environ.get("VANBAN_CHROMIUM") or os.environ.get("VANBAN_SKIP_BROWSER") == "1":
        lacking = [name for name in lacking if name != "chromium"]
    return [*lacking, *(["tesseract-ocr-vie"] if "tesseract-ocr" in lacking or not _reads_vietnamese() else [])]


def _reads_vietnamese() -> bool:
    if shutil.which("tesseract") is None:
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return "vie" in (listed.stdout + listed.stderr).split()


def install(packages: list[str]) -> None:
    """Install Debian packages, quietly.

    Raises:
        subprocess.CalledProcessError: apt-get failed; its messages are on standard error.
    """
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("Installing", *packages, "...", flush=True)
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *packages]):
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    """Bring the programs in; return a process exit code."""
    lacking = missing()
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        install(lacking)
        lacking = missing()
    if "chromium" in lacking:
        print("No Chromium found: asking Playwright for its own browser ...", flush=True)
        got = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
        if got.returncode:
            print(
                "The browser tests need Chromium. Install it (Debian: apt install chromium), set VANBAN_CHROMIUM "
                "to its path, or VANBAN_SKIP_BROWSER=1 to go without.",
                file=sys.stderr,
            )
            return 1
        lacking.remove("chromium")
    if lacking:
        print("Some tests will be skipped; to run them: apt install", *lacking, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

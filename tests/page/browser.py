"""A headless Chromium, spoken to by the DevTools protocol over a pipe: no port, no driver."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # No name resolves: what a page would fetch fails, and is seen to have been asked for.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--remote-debugging-pipe",
)


@dataclass(frozen=True)
class Screen:
    """What a page is looked at on."""

    name: str
    width: int
    height: int
    dark: bool = False
    script: bool = True


@dataclass
class Visit:
    """What happened while a page was open."""

    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def see(self, event: dict[str, Any]) -> None:
        """Keeps an event that matters."""
        about = event.get("params", {})
        match event["method"]:
            case "Network.requestWillBeSent":
                self.requests.append(about["request"]["url"])
            case "Runtime.exceptionThrown":
                self.problems.append(json.dumps(about["exceptionDetails"])[:1000])
            case "Runtime.consoleAPICalled" if about["type"] in ("error", "warning", "assert"):
                self.problems.append(json.dumps(about["args"])[:1000])
            case "Log.entryAdded" if about["entry"]["level"] in ("error", "warning"):
                self.problems.append(json.dumps(about["entry"])[:1000])
            case "Page.javascriptDialogOpening":
                self.problems.append(f"a script of the data ran: {about['message']}")


class Tab:
    """One page of the browser."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        attached = browser.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        offline = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        self.call("Network.emulateNetworkConditions", offline=True, **offline)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Has the browser do something to this page, and waits for its answer."""
        return self._browser.call(method, self._session, **parameters)

    def open(self, page: Path, screen: Screen) -> Visit:
        """Opens a file and waits until all of it is there and drawn."""
        visit = Visit()
        self._browser.watcher = visit.see
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=screen.width,
            height=screen.height,
            deviceScaleFactor=1,
            mobile=screen.width < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if screen.dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Emulation.setScriptExecutionDisabled", value=not screen.script)
        self.call("Page.navigate", url=page.as_uri())
        self._browser.wait_for("Page.loadEventFired")
        if screen.script:
            # Two frames: the charts are laid out in one and painted in the next.
            frames = "new Promise(d => requestAnimationFrame(() => requestAnimationFrame(d)))"
            self.value(frames)
        return visit

    def value(self, expression: str) -> Any:
        """What a JavaScript expression gives."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def picture(self, to: Path) -> None:
        """Keeps the whole page as a PNG."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        taken = self.call("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        to.write_bytes(base64.b64decode(taken["data"]))

    def print(self, to: Path) -> None:
        """Keeps the page as it would be printed."""
        to.write_bytes(base64.b64decode(self.call("Page.printToPDF", printBackground=True)["data"]))


class Browser:
    """The process; commands go into one pipe, answers and events come out of the other."""

    def __init__(self, process: subprocess.Popen[bytes], commands: int, answers: int) -> None:
        self._process = process
        self._commands = commands
        self._answers = answers
        self._buffer = b""
        self._number = 0
        self._seen: list[str] = []
        self.watcher: Any = lambda _: None

    def call(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """Sends a command and waits for its answer; events on the way go to the watcher."""
        self._number += 1
        command: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if session:
            command["sessionId"] = session
        if method == "Page.navigate":
            self._seen.clear()
        os.write(self._commands, json.dumps(command).encode() + b"\0")
        while True:
            message = self._read()
            if message.get("id") == self._number:
                assert "error" not in message, message
                result: dict[str, Any] = message["result"]
                return result

    def wait_for(self, event: str) -> None:
        """Returns when an event has come since the last navigation."""
        while event not in self._seen:
            self._read()

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            more = os.read(self._answers, 1 << 20)
            assert more, f"Chromium ended with code {self._process.wait()}"
            self._buffer += more
        line, self._buffer = self._buffer.split(b"\0", 1)
        message: dict[str, Any] = json.loads(line)
        if "method" in message:
            self._seen.append(message["method"])
            self.watcher(message)
        return message


@contextmanager
def chromium(program: str, profile: Path) -> Iterator[Browser]:
    """Starts a browser with a profile of its own, and ends it."""
    read_commands, commands = os.pipe()
    answers, write_answers = os.pipe()
    arguments = [*_FLAGS, f"--user-data-dir={profile}", "about:blank"]
    # Chromium reads its commands from descriptor 3 and writes to 4.
    redirect = f'exec "$0" "$@" 3<&{read_commands} 4>&{write_answers}'
    with (profile.parent / "chromium.log").open("wb") as log:
        process = subprocess.Popen(
            ["bash", "-c", redirect, program, *arguments],
            pass_fds=(read_commands, write_answers),
            stdout=log,
            stderr=log,
        )
    os.close(read_commands)
    os.close(write_answers)
    browser = Browser(process, commands, answers)
    try:
        yield browser
        browser.call("Browser.close")
    finally:
        os.close(commands)
        os.close(answers)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

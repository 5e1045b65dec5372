"""Signed-in devices in words."""

from __future__ import annotations

from webapp.kernel.i18n import _, lazy

_BROWSERS = {
    "WECHAT": lazy("WeChat"),
    "EDGE": "Edge",
    "FIREFOX": "Firefox",
    "SAMSUNG": lazy("Samsung’s browser"),
    "HUAWEI": lazy("Huawei’s browser"),
    "MIUI": lazy("Xiaomi’s browser"),
    "QQ": lazy("QQ Browser"),
    "OPERA": "Opera",
    "CHROME": "Chrome",
    "SAFARI": "Safari",
}
_SYSTEMS = {
    "IPAD": "iPad",
    "IPHONE": "iPhone",
    "HARMONY": lazy("HarmonyOS"),
    "ANDROID": "Android",
    "WINDOWS": "Windows",
    "MAC": "Mac",
    "CHROME_OS": "ChromeOS",
    "LINUX": "Linux",
}


def device_words(kind: str) -> str:
    """Say a device as the list of sessions keeps it (`CHROME ANDROID`): “Chrome on Android”."""
    browser, _space, system = kind.partition(" ")
    if browser not in _BROWSERS or system not in _SYSTEMS:
        return _("Unknown device")
    return _("%(browser)s on %(system)s", browser=_BROWSERS[browser], system=_SYSTEMS[system])

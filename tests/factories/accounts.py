"""Accounts for tests."""

from __future__ import annotations

from itertools import count

from webapp.accounts import services
from webapp.accounts.models import Account
from webapp.accounts.rules import Role

PASSWORD = "a long enough secret"
TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_numbers = count(1)


def a_client_account(*, phone: str = "", branch_id: str = "") -> Account:
    """Open a client's account."""
    number = phone or f"+86139{next(_numbers):08d}"
    return services.open_client_account(
        phone=number,
        password=PASSWORD,
        language="en",
        branch_id=branch_id,
        name_zh="沈致和",
        name_en="Shen Zhihe",
    )


def a_staff_account(*, role: Role = Role.NUTRITIONIST, branch_id: str = "", username: str = "") -> Account:
    """Open a staff account."""
    return services.open_staff_account(
        username=username or f"staff{next(_numbers)}",
        password=PASSWORD,
        role=role,
        branch_id=branch_id,
        name_zh="林若溪",
        name_en="Lin Ruoxi",
        totp_secret=TOTP,
    )

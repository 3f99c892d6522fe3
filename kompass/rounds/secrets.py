"""Codes, keys and tokens of rounds: what is random, what is signed, what is only kept as a hash."""

from __future__ import annotations

import hmac
import re
import secrets
from hashlib import sha256
from uuid import UUID

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # without I, O and Q: read aloud and from the back row
CODE_LENGTH = 5
_SIGNED, _RANDOM = 8, 8  # bytes of a token


def new_code() -> str:
    """A code of five letters that are not mistaken for each other."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def read_code(text: str) -> str:
    """A code as somebody typed it, in capitals; what is no code stays none."""
    return text.strip().upper()[:40]


def new_key() -> str:
    """A moderator's key: 80 random bits in four groups of letters and digits."""
    signs = "23456789abcdefghjkmnpqrstuvwxyz"
    return "-".join("".join(secrets.choice(signs) for _ in range(4)) for _ in range(4))


def key_hash(key: str, code: str) -> str:
    """What is kept of a key: it cannot be turned back."""
    return sha256(f"{code}:{key.strip()}".encode()).hexdigest()  # 80 random bits need no slow hash


def is_key(key: str, code: str, kept: str) -> bool:
    """Whether a key is that of a round."""
    return hmac.compare_digest(key_hash(key[:100], code), kept)


def new_secret() -> str:
    """A secret that signs tokens."""
    return secrets.token_hex(32)


def _signature(random: bytes, code: str, secret: str) -> bytes:
    return hmac.new(bytes.fromhex(secret), random + code.encode(), sha256).digest()[:_SIGNED]


def new_token(code: str, secret: str) -> str:
    """A token for one answer in a round: a UUID, half of it random, half the signature of this server."""
    random = secrets.token_bytes(_RANDOM)
    # A UUID of version 8 has six fixed bits; they are set before it is signed, and in the signature.
    raw = bytearray(UUID(bytes=random + bytes(8), version=4).bytes)
    raw[6] = raw[6] & 0x0F | 0x80
    raw[8:] = _marked(_signature(bytes(raw[:8]), code, secret))
    return str(UUID(bytes=bytes(raw)))


def _marked(signature: bytes) -> bytes:
    return bytes([signature[0] & 0x3F | 0x80]) + signature[1:]


def read_token(text: object) -> str | None:
    """A token in its one written form; None for what is no UUID."""
    if not isinstance(text, str) or not re.fullmatch(r"[0-9A-Fa-f-]{32,36}", text):
        return None
    try:
        return str(UUID(text))
    except ValueError:
        return None


def is_signed(token: str, code: str, secret: str) -> bool:
    """Whether this server has made the token for the round."""
    raw = UUID(token).bytes
    return hmac.compare_digest(raw[8:], _marked(_signature(raw[:8], code, secret)))


def token_hash(token: str, code: str, secret: str) -> str:
    """What is kept of a token: nobody who reads the data can answer in its place, or find a phone by it."""
    return hmac.new(bytes.fromhex(secret), f"{code}:{token}".encode(), sha256).hexdigest()[:32]

"""Predictions that only the facilitator can open, though every player of the room can read the file.

A Diffie-Hellman exchange in group 14 of RFC 3526 with a key made for each box, BLAKE2b for
the keys and the seal, SHAKE256 for the stream: a standard construction (DHIES) from what
Python brings along. The seal covers who says it about which round, so that a box that is
copied is worth nothing to anybody else; all boxes of usual size look alike.
"""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import blake2b, shake_256

Random = Callable[[int], bytes]
"""So many random bytes."""

_P = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
    "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
    "15728E5A8AACAA68FFFFFFFFFFFFFFFF",
    16,
)
_G = 2
_SIZE = 256
"""Bytes of a number of the group."""

_SECRET = 32
"""Bytes of a private key: twice the strength of the group."""

_BLOCK = 512
"""Texts are filled up to a multiple of this, so that their length says nothing."""

_TAG = 16


def new_key(random: Random) -> bytes:
    """A private key."""
    return random(_SECRET)


def public(private: bytes) -> str:
    """The public key that belongs to a private one, for everybody to see."""
    return f"{pow(_G, int.from_bytes(private, 'big'), _P):x}"


def seal(key: str, text: bytes, about: bytes, random: Random) -> str:
    """A box that only the holder of the private key can open. Raises ValueError for a key that is none."""
    theirs = _number(key)
    mine = int.from_bytes(random(_SECRET), "big")
    shown = pow(_G, mine, _P).to_bytes(_SIZE, "big")
    hide, sign = _keys(pow(theirs, mine, _P), shown)
    filled = len(text).to_bytes(4, "big") + text
    filled += bytes(-len(filled) % _BLOCK)
    body = _mixed(filled, hide)
    return b64encode(shown + body + _tag(sign, shown, body, about)).decode("ascii")


def unseal(private: bytes, box: str, about: bytes) -> bytes:
    """What is in a box. Raises ValueError for one that is not meant for this key and this purpose."""
    try:
        data = b64decode(box, validate=True)
    except ValueError:
        raise ValueError("no sealed box") from None
    shown, body, tag = data[:_SIZE], data[_SIZE:-_TAG], data[-_TAG:]
    if len(data) < _SIZE + _BLOCK + _TAG or len(body) % _BLOCK:
        raise ValueError("no sealed box")
    theirs = _number(f"{int.from_bytes(shown, 'big'):x}")
    hide, sign = _keys(pow(theirs, int.from_bytes(private, "big"), _P), shown)
    if not hmac.compare_digest(tag, _tag(sign, shown, body, about)):
        raise ValueError("the seal does not fit")
    filled = _mixed(body, hide)
    size = int.from_bytes(filled[:4], "big")
    if size > len(filled) - 4:
        raise ValueError("the seal does not fit")
    return filled[4 : 4 + size]


def _number(key: str) -> int:
    """A public key as a number of the group that is worth something."""
    try:
        number = int(key, 16) if len(key) <= 2 * _SIZE else 0
    except ValueError:
        number = 0
    if not 1 < number < _P - 1:
        raise ValueError("no key")
    return number


def _keys(shared: int, shown: bytes) -> tuple[bytes, bytes]:
    made = blake2b(shared.to_bytes(_SIZE, "big") + shown, digest_size=64, person=b"topology game").digest()
    return made[:32], made[32:]


def _mixed(text: bytes, key: bytes) -> bytes:
    stream = shake_256(key).digest(len(text))
    return bytes(one ^ other for one, other in zip(text, stream, strict=True))


def _tag(key: bytes, shown: bytes, body: bytes, about: bytes) -> bytes:
    head = len(about).to_bytes(4, "big") + about
    return blake2b(head + shown + body, key=key, digest_size=_TAG).digest()

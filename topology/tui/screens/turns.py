"""A screen takes turns with everything else that waits."""

from __future__ import annotations

from asyncio import sleep
from time import thread_time

from textual.message import Message
from textual.message_pump import MessagePump

LONG = 0.01
"""Seconds of the processor after which others have their turn."""


class Turns(MessagePump):
    """After a message that took long lets others go on, before the next one.

    Textual's goes through all that has come: to be there, to know its size and to be painted are three
    messages, and at a large catalog together they would hold the screen still for a tenth of a second.
    """

    async def _dispatch_message(self, message: Message) -> None:
        begun = thread_time()
        await super()._dispatch_message(message)
        if thread_time() - begun > LONG:
            await sleep(0)

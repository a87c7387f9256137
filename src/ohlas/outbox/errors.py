"""What can go wrong with events, jobs and receipts.

OutboxError
├── OutsideTransactionError   an event without a transaction would outlive, or miss, its cause
├── EventShapeError           an event holds what the record cannot keep
├── ListenerTakenError        two functions under one listener's name
├── UnknownWorkError          a delivery names a listener or job that this version does not have
├── LeaseLostError            another relay took the work over; this run's writes are rolled back
├── GiveUpError               raised by a listener or job: do not try again
└── KeyReusedError            an idempotency key came again with another body
"""


class OutboxError(Exception):
    """The root of this room's errors."""


class OutsideTransactionError(OutboxError):
    pass


class EventShapeError(OutboxError):
    pass


class ListenerTakenError(OutboxError):
    pass


class UnknownWorkError(OutboxError):
    pass


class LeaseLostError(OutboxError):
    pass


class GiveUpError(OutboxError):
    pass


class KeyReusedError(OutboxError):
    pass

"""The second thing that staff show: a code of an app, a passkey, or a recovery code."""

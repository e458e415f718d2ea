"""The states of an application: who may move it, what a move writes, what is told of it."""

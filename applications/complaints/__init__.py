"""Questions and complaints about a decision, answered by somebody who did not decide."""

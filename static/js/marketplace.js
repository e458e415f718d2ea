// Everything works without this file; it only adds comfort.
import {
  Button,
  ErrorSummary,
  NotificationBanner,
  SkipLink,
  createAll,
} from "govuk-frontend";

import { WordCount } from "./word-count.js";
import { startComingBack } from "./coming-back.js";
import { startFolds } from "./folds.js";
import { startListing } from "./listing.js";
import { startSimilarProposals } from "./similar-proposals.js";
import { startSuggestions } from "./suggestions.js";
import { startCountingClicks } from "./clicks.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [Button, WordCount, ErrorSummary, NotificationBanner, SkipLink]) {
  createAll(component);
}

startFolds();
startComingBack();
startSuggestions();
startSimilarProposals();
startListing();
startCountingClicks();

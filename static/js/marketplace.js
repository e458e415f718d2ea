// Everything works without this file; it only adds comfort.
import {
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  SkipLink,
  createAll,
} from "govuk-frontend";

import { startAutosave } from "./autosave.js";
import { startFolds } from "./folds.js";
import { startListing } from "./listing.js";
import { startSuggestions } from "./suggestions.js";
import { startCountingClicks } from "./clicks.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [Button, CharacterCount, ErrorSummary, NotificationBanner, SkipLink]) {
  createAll(component);
}

startFolds();
startAutosave();
startSuggestions();
startListing();
startCountingClicks();

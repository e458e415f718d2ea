// Everything works without this file; it only adds comfort.
import {
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  SkipLink,
  createAll,
} from "govuk-frontend";

import { startComingBack } from "./coming-back.js";
import { startListing } from "./listing.js";
import { startSuggestions } from "./suggestions.js";
import { startCountingClicks } from "./clicks.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [Button, CharacterCount, ErrorSummary, NotificationBanner, SkipLink]) {
  createAll(component);
}

startComingBack();
startSuggestions();
startListing();
startCountingClicks();

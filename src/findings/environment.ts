import { entry } from './entry.js';

export const environmentFindings = {
  'environment/conflict': entry<{ counts: string; because: string; other: string; otherBecause: string }>({
    severity: 'warning',
    transient: false,
    title: 'Two signals disagree about which environment this is',
    message: (_, { counts, because, other, otherBecause }) =>
      `${otherBecause} says ${other}, but ${because} says ${counts}; the rules of ${counts} hold`,
    why: (_, { counts, otherBecause }) => [
      `The application may read ${otherBecause} and behave otherwise than in ${counts}`,
    ],
    fix: (_, { counts, otherBecause }) => [
      `Change ${otherBecause} to ${counts}, or say which one it is: DBCHECK_ENVIRONMENT=NAME or --environment NAME`,
    ],
    page: `dbcheck finds the environment from the variables of frameworks (NODE_ENV, FLASK_ENV, RAILS_ENV …), from the
platform (SPACE_ID, KUBERNETES_SERVICE_HOST, DYNO …) and from environments.NAME.when of the configuration.
Here two of them disagree. The stricter one counts, so nothing is let through by mistake; but the
application reads one of them itself, and may run in debug mode or on its development database.

To fix it, make them agree. --environment and DBCHECK_ENVIRONMENT end the question for dbcheck alone.`,
  }),
};

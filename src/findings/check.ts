import { entry } from './entry.js';

export const checkFindings = {
  'check/crashed': entry<{ error: string }>({
    severity: 'error',
    transient: false,
    title: 'dbcheck itself failed',
    message: (subject) =>
      `The check "${subject}" of dbcheck crashed; nothing is known about what it looks at`,
    why: (_, { error }) => [error],
    fix: (subject) => [
      'Report this as a fault of dbcheck, with the line above and the output of: dbcheck --version',
      `To start without this check meanwhile: dbcheck --skip ${subject}`,
    ],
    page: `A check ended in a way that its authors did not foresee. That is a fault of dbcheck and not of your
configuration. Because it is not certain that everything is right, the command is not started and the
exit status is 70.`,
  }),
};

import fc from 'fast-check';

/**
 * One seed for every property, so that a failing run says something of a change and of nothing else.
 * DBCHECK_SEED tries another one.
 */
fc.configureGlobal({ seed: Number(process.env['DBCHECK_SEED'] ?? 20261121) });

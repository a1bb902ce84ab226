/** For a test of how long something takes: tried again where the machine was busy with something else meanwhile. */
export const TIMED = { retry: 2 } as const;

/** Whether this is the executable: its runtime is Bun, which tells some failures less exactly than Node. */
export const isBun = 'bun' in process.versions;

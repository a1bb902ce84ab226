export type Colour = (text: string) => string;

/** The colours of the report for people, by what they stand for. */
export interface Paint {
  readonly good: Colour;
  readonly warning: Colour;
  readonly bad: Colour;
  readonly strong: Colour;
  readonly dim: Colour;
}

export const same: Colour = (text) => text;

export const plainPaint: Paint = { good: same, warning: same, bad: same, strong: same, dim: same };

/** The sixteen colours that every terminal has. */
export async function loadPaint(): Promise<Paint> {
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return {
    good: chalk.green,
    warning: chalk.yellow,
    bad: chalk.red.bold,
    strong: chalk.bold,
    dim: chalk.dim,
  };
}

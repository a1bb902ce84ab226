import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/findings/catalogue.js';
import type { Entry } from '../../src/findings/entry.js';
import { CONTRACT_CODES } from './contract-codes.js';

const entries: readonly (readonly [string, Entry])[] = Object.entries(
  catalogue as unknown as Readonly<Record<string, Entry>>,
);
const codes = entries.map(([code]) => code);

const source = join(import.meta.dirname, '../../src');

describe('the catalogue and the contract', () => {
  it('has every code of section 6', () => {
    expect(CONTRACT_CODES.filter((code) => !codes.includes(code))).toEqual([]);
  });

  it('has every code in the file of its area', async () => {
    for (const area of new Set(codes.map(areaOf))) {
      const findings = await import(`../../src/findings/${area}.ts`);
      expect(Object.keys(findings[`${area}Findings`])).toEqual(codes.filter((code) => areaOf(code) === area));
    }
  });

  it('has no code that nothing emits', () => {
    const emitting = sourcesOutside('findings');
    expect(codes.filter((code) => !emitting.includes(`'${code}'`))).toEqual([]);
  });
});

describe.each(entries)('%s', (code, { title, page, severity, transient }) => {
  it('is made of an area and a slug', () => {
    expect(code).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)*$/);
  });

  it('has a title of one line, and a page', () => {
    expect(title).toMatch(/^[^\n]{8,67}[^.\n]$/);
    expect(page.trim()).toMatch(/[.)]$/);
    expect(page.length).toBeGreaterThan(120);
  });

  it('neither shouts, nor begs, nor cheers', () => {
    expect(`${title}\n${page}`).not.toMatch(/!(?!=)|\bplease\b|\bsuccessfully\b|\p{Extended_Pictographic}/iu);
  });

  it('is transient only where it is an error', () => {
    expect(transient && severity !== 'error').toBe(false);
  });
});

function areaOf(code: string): string {
  return code.slice(0, code.indexOf('/'));
}

function sourcesOutside(room: string): string {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith(`${room}/`))
    .map((file) => readFileSync(join(source, file), 'utf8'))
    .join('\n');
}

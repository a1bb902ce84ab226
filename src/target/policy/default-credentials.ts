import { fault, type OpenFault } from '../fault.js';
import type { OpenReading } from '../reading.js';

/** Passwords of images, templates and tutorials, in small letters and without what is no letter or digit. */
const WELL_KNOWN = new Set(
  `changeme changeit changethis changeme123 changemenow password password1 password123 passw0rd pssw0rd
passwd pass secret supersecret mysecret mysecretpassword mysecretpw rootpassword rootpass userpassword dbpassword
dbpass randompassword mypassword mypass examplepassword example admin admin123 adminadmin administrator root
postgres postgresql mysql mariadb db database user guest test testing default demo dev local letmein qwerty welcome
tiger xxx foobar 1234 12345 123456 1234567 12345678 123456789 1234567890 postgrespassword mysqlpassword`.split(
    /\s+/,
  ),
);

/** A password that everybody tries first. Which one it is, is not told: that would tell the password. */
export function defaultCredentials({ user, password }: OpenReading): OpenFault[] {
  const written = password?.reveal().toLowerCase() ?? '';
  if (written === '') return [];
  const plain = written.length > 40 ? '' : written.replace(/[^a-z0-9]/g, '');
  const isKnown =
    WELL_KNOWN.has(written) ||
    (plain.length > 5 && WELL_KNOWN.has(plain)) ||
    (written.length > 1 && written === user?.toLowerCase());
  return isKnown ? [fault('url/default-credentials', 'well-known', { part: 'password' })] : [];
}

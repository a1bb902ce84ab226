import { Secret } from '../../variables/secret.js';
import type { Variables } from '../../variables/variables.js';
import type { Described } from './described.js';
import { type FrameworkUrl, frameworkUrl } from './framework-urls.js';
import { type Given, givenByVariable } from './given.js';
import { misplacedSecret } from './misplaced-secret.js';

/** KC_DB_USERNAME and KC_DB_PASSWORD of KC_DB_URL: names of any prefix. */
function besideAny(subject: string): Login | null {
  const [, prefix] = /^(.{1,200})_UR[LI]$/.exec(subject) ?? [];
  if (prefix === undefined) return null;
  return { user: [`${prefix}_USERNAME`, `${prefix}_USER`], password: [`${prefix}_PASSWORD`] };
}

type Login = Pick<FrameworkUrl, 'user' | 'password'>;

/**
 * SPRING_DATASOURCE_USERNAME and its like fill what the URL beside them leaves out; those of any other name do so for
 * a URL without a user.
 */
export function fillLogin(described: Described, variables: Variables): Described {
  const { reading } = described;
  const known = frameworkUrl(described.subject);
  const beside: Login | null = known ?? (reading.user === null ? besideAny(described.subject) : null);
  if (!beside || reading.dialect === null || reading.dialect === 'sqlite' || reading.ambiguous)
    return described;
  const first = (names: readonly string[]) =>
    names.map((name) => givenByVariable(name, variables)).find((given) => given !== null) ?? null;
  const user = reading.user === null ? first(beside.user) : null;
  const isWhole = known !== null || user !== null;
  const password = reading.password?.reveal() || !isWhole ? null : first(beside.password);
  const used = { ...(user ? { user } : {}), ...(password ? { password } : {}) } as Readonly<
    Record<string, Given>
  >;
  const misplaced = misplacedSecret(used);
  if (misplaced) {
    const secrets = [...reading.secrets, misplaced.value, ...(password ? [password.value] : [])];
    const faults = [...reading.faults, { ...misplaced.fault, client: reading.grammar }];
    return { ...described, reading: { ...reading, faults, secrets } };
  }
  return {
    ...described,
    reading: {
      ...reading,
      user: user?.value ?? reading.user,
      password: password ? new Secret(password.value) : reading.password,
      secrets: password ? [...reading.secrets, password.value] : reading.secrets,
      faults: reading.faults.filter(({ code, part }) => code !== 'url/missing-part' || !(part in used)),
    },
    variables: [
      ...new Set([...described.variables, ...Object.values(used).flatMap((each) => each.variables)]),
    ],
    sources: {
      ...described.sources,
      ...Object.fromEntries(Object.entries(used).map(([field, { label }]) => [field, label])),
    },
  };
}

import { Secret } from '../../variables/secret.js';
import type { Variables } from '../../variables/variables.js';
import type { Described } from './described.js';
import { frameworkUrl } from './framework-urls.js';
import { type Given, givenByVariable } from './given.js';
import { misplacedSecret } from './misplaced-secret.js';

/** SPRING_DATASOURCE_USERNAME and its like fill what the URL beside them leaves out. */
export function fillLogin(described: Described, variables: Variables): Described {
  const beside = frameworkUrl(described.subject);
  const { reading } = described;
  if (!beside || reading.dialect === null || reading.dialect === 'sqlite' || reading.ambiguous)
    return described;
  const first = (names: readonly string[]) =>
    names.map((name) => givenByVariable(name, variables)).find((given) => given !== null) ?? null;
  const user = reading.user === null ? first(beside.user) : null;
  const password = reading.password?.reveal() ? null : first(beside.password);
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

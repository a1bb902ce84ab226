/** Names of other services that the project or the platform speaks of. */
export type Services = readonly {
  readonly name: string;
  readonly from: string;
  /** What a Compose file publishes on the host. */
  readonly ports?: readonly { readonly published: number; readonly target: number }[];
}[];

const isVariable = (from: string) => /^[A-Z0-9_]+$/.test(from);

export function servicesInWords(services: Services): string[] {
  const byFile = new Map<string, string[]>();
  for (const { name, from } of services) byFile.set(from, [...(byFile.get(from) ?? []), name]);
  return [...byFile].map(([from, names]) => `${from} names ${names.join(', ')}`);
}

/** The names of services, each once. */
export function namesOf(services: Services): string[] {
  return [...new Set(services.map(({ name }) => name))];
}

/** What Kubernetes itself told the pod, and variables; a Compose file in the image speaks of another place. */
export function inThePod(services: Services): Services {
  return services.filter(({ from }) => isVariable(from));
}

/** Where the host reaches the services of a Compose file: `localhost:15432`, `compose.yaml`. */
export function onTheHost(
  services: Services,
): { place: string; name: string; from: string; target: number }[] {
  return services.flatMap(({ name, from, ports = [] }) =>
    ports.map(({ published, target }) => ({ place: `localhost:${published}`, name, from, target })),
  );
}

export function serviceFixes(subject: string, host: string, services: Services): string[] {
  const names = namesOf(inThePod(services)).filter((name) => name !== host);
  return [
    ...(names.length > 0 ? [`In ${subject}, use the name of the Service: ${names.join(' or ')}`] : []),
    ...(host.includes('.')
      ? []
      : [`If it is in another namespace: ${host} → ${host}.NAMESPACE.svc in ${subject}`]),
    'See which there are: kubectl get svc --all-namespaces',
    'While it is being made: dbcheck --wait 60s',
  ];
}

/** Names of other services that the project or the platform speaks of. */
export type Services = readonly { readonly name: string; readonly from: string }[];

export function servicesInWords(services: Services): string[] {
  const byFile = new Map<string, string[]>();
  for (const { name, from } of services) byFile.set(from, [...(byFile.get(from) ?? []), name]);
  return [...byFile].map(([from, names]) => `${from} names ${names.join(', ')}`);
}

/** What Kubernetes itself told the pod; a Compose file in the image speaks of another place. */
export function inThePod(services: Services): Services {
  return services.filter(({ from }) => from.endsWith('_SERVICE_HOST'));
}

export function serviceFixes(subject: string, host: string, services: Services): string[] {
  const names = [...new Set(inThePod(services).map(({ name }) => name))].filter((name) => name !== host);
  return [
    ...(names.length > 0 ? [`In ${subject}, use the name of the Service: ${names.join(' or ')}`] : []),
    `If it is in another namespace: ${host} → ${host}.NAMESPACE.svc in ${subject}`,
    'See which there are: kubectl get svc --all-namespaces',
    'While it is being made: dbcheck --wait 60s',
  ];
}

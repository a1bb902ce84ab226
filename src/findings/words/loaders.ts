interface NameWords {
  readonly says: string;
  readonly maker: string;
  fix(name: string): readonly string[];
}

/** Who spoils the name of a variable, by the reason of `env/name-malformed`. */
export const NAME_FAULTS: Readonly<Record<string, NameWords>> = {
  'byte-order-mark': {
    says: 'which begins with a byte order mark (U+FEFF)',
    maker: 'An editor saved the file as "UTF-8 with BOM", and the loader took the mark into the first name',
    fix: () => ["sed -i '1s/^\\xEF\\xBB\\xBF//' FILE", 'Save the file as UTF-8 without BOM'],
  },
  invisible: {
    says: 'which has a character that does not show',
    maker: 'It came with copying the name from a web page',
    fix: (name) => [`Type ${name} again where it is set`],
  },
  export: {
    says: 'which begins with a word of the shell',
    maker: 'A shell and npm dotenv take "export NAME=VALUE"; docker run --env-file and systemd do not',
    fix: (name) => [`Write ${name}=VALUE in the file, without export`],
  },
  quotes: {
    says: 'whose quotes are a part of it',
    maker: 'A list item of YAML was quoted around the name alone',
    fix: (name) => [`Write "${name}=VALUE", or ${name}: VALUE under environment:`],
  },
  blank: {
    says: 'which begins or ends with a blank',
    maker: 'A blank beside the "=": docker run --env-file, env -S and YAML list items keep it',
    fix: (name) => [`Write ${name}=VALUE, without blanks around the "="`],
  },
  dash: {
    says: 'which has a dash',
    maker: 'Kubernetes and Docker take the name as it is, from the key of a ConfigMap or Secret for instance',
    fix: (name) => [
      `Write ${name} where it is set; for a key of a Secret: env: with name: ${name} and valueFrom.secretKeyRef`,
    ],
  },
};

/** What puts such a byte at that end of a value. */
export function makersOf(bytes: string, end: 'start' | 'end' | 'both'): readonly string[] {
  return [
    ...(bytes.includes('newline') && end !== 'start'
      ? [
          'The usual maker of a newline: echo "$VALUE" | base64 for a Kubernetes secret, or kubectl create secret --from-file of a file that ends with one',
        ]
      : []),
    ...(bytes.includes('carriage return')
      ? [
          'The usual maker of a carriage return: a file with Windows line ends that a shell, or --from-env-file, has read',
        ]
      : []),
    ...(bytes.includes('byte order mark') ? ['A file was saved as "UTF-8 with BOM"'] : []),
    ...(/no-break|zero-width/.test(bytes) ? ['It comes with copying from a web page'] : []),
    ...(bytes.includes('a blank')
      ? ['docker run --env-file keeps the blanks around "=" and at the end of a line']
      : []),
  ];
}

/** How the platform that knows an expression of this form is made to replace it. */
export function replacing(expression: string, name: string, isKubernetes: boolean): readonly string[] {
  if (expression.startsWith('${{'))
    return [
      `On Railway: correct the name of the service before the dot, as the reference stays as it is where there is none of that name`,
    ];
  if (expression.startsWith('$('))
    return [`In Kubernetes: declare that variable above ${name} in env: of the same container`];
  if (expression.startsWith('${') && isKubernetes)
    return [
      `In Kubernetes: write ${expression.replace(/^\$\{(.*)\}$/, '$$($1)')}, and declare that variable above ${name}`,
    ];
  return [];
}

import { type Ecosystem, framework, type Package, textIn } from './listing.js';

const FILE = 'composer.json';

/** PHP: composer.json. */
export const php: Ecosystem = {
  name: 'php',
  clients: [
    framework('laravel', ['laravel/framework', 'illuminate/database', 'laravel/lumen-framework'], {
      over: ['doctrine/dbal', 'doctrine/orm'],
    }),
    framework('doctrine', [
      'doctrine/dbal',
      'doctrine/orm',
      'doctrine/doctrine-bundle',
      'symfony/orm-pack',
      'symfony/framework-bundle',
      'symfony/symfony',
    ]),
    framework(null, ['cakephp/cakephp', 'yiisoft/yii2', 'codeigniter4/framework', 'drupal/core']),
  ],
  marks: (name) => /^(composer\.(json|lock)|artisan)$|\.php$/.test(name),
  list(files) {
    const text = textIn(files, FILE);
    if (text === null) return null;
    let manifest: Record<string, unknown>;
    try {
      manifest = Object(JSON.parse(text));
    } catch {
      return null;
    }
    const of = (section: string, dev: boolean): Package[] =>
      Object.keys(Object(manifest[section])).map((name) => ({ name, written: name, file: FILE, dev }));
    return { packages: [...of('require', false), ...of('require-dev', true)], complete: true, files: [FILE] };
  },
};

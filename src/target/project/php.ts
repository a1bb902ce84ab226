import { jsonManifest } from './json-manifest.js';
import { type Ecosystem, framework } from './listing.js';

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
    const manifest = jsonManifest(files, FILE);
    if (!manifest) return null;
    const packages = [...manifest.packages('require', false), ...manifest.packages('require-dev', true)];
    return { packages, complete: true, files: [FILE] };
  },
};

import { driver, type Ecosystem, framework, POSTGRES, textIn } from './listing.js';

/** Ruby: the Gemfile, else its lock. */
export const ruby: Ecosystem = {
  name: 'ruby',
  clients: [
    framework('rails', ['rails', 'activerecord', 'sinatra-activerecord', 'standalone_migrations']),
    framework(null, ['sequel', 'rom-sql', 'hanami-model', 'hanami-db']),
    driver('libpq', ['pg'], POSTGRES),
  ],
  marks: (name) => /^(Gemfile(\.lock)?|Rakefile|config\.ru)$|\.(gemspec|rb)$/.test(name),
  list(files) {
    for (const [file, pattern] of PATTERNS) {
      const text = textIn(files, file);
      if (text === null) continue;
      const packages = [...text.matchAll(pattern)].map(([, name = '']) => ({
        name,
        written: name,
        file,
        dev: false,
      }));
      // Gems that another file or a loop names cannot be seen.
      const complete = !/^[ \t]{0,20}(eval_gemfile|gemspec|instance_eval|%w|\w{1,20}\.each)/m.test(text);
      return { packages, complete, files: [file] };
    }
    return null;
  },
};

const PATTERNS = [
  ['Gemfile', /^[ \t]{0,20}gem[ (]{1,4}["']([\w.-]{1,80})["']/gm],
  ['Gemfile.lock', /^ {4}([\w.-]{1,80}) \(/gm],
] as const;

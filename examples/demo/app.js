// The application that dbcheck guards in the demo: a note book on SQLite.
const Database = require('better-sqlite3');

const file = process.env.DATABASE_URL.replace('sqlite:///', '');
const notes = new Database(file);
notes.exec('create table if not exists note (id integer primary key, text text not null)');
notes.prepare('insert into note (text) values (?)').run('dbcheck let me start');
const { count } = notes.prepare('select count(*) as count from note').get();
console.log(`notes: process ${process.pid} is up on ${file}, notes so far: ${count}`);

// A job that does on its standard input's word what any job does on its own: "open ADDRESS" makes a client, "read N"
// has it asked N times and prints what it said last. A line of output for each of input, its parts between
// tabs; other lines are the client's own.
'use strict';

const readline = require('node:readline');

module.exports = async function run(open) {
  let read;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [verb, ...words] = line.split(' ');
    try {
      if (verb === 'open') {
        read = await open(...words);
        console.log('> opened');
      } else {
        let said;
        for (let left = Number(words[0]); left > 0; left--) {
          said = await read();
        }
        console.log('> ' + [said.accessKeyId, said.accessKeySecret, said.securityToken].join('\t'));
      }
    } catch (error) {
      console.log('> failed ' + String(error && error.stack).replace(/\s+/g, ' '));
    }
  }
  process.exit(0);
};

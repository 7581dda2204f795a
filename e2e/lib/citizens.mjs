// What citizens do in the town's practice network: they write, change and delete. The network is one file in the town's folder,
// a line for each thing that happens, and Torg hears it within a second or two.
import { appendFile, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * @param {{torg: {data: string}}} town the running town
 */
export function citizensOf(town) {
  const file = () => path.join(town.torg.data, 'arena', 'arena.jsonl');
  const happens = async (line) => {
    const start = (await stat(file())).size;
    await appendFile(file(), `${JSON.stringify(line)}\n`);
    return `m${start}`;
  };
  return {
    /**
     * Someone writes; gives the message's id. `to` makes it a direct message, `parent` an answer.
     *
     * @param {{handle: string, name: string}} who
     * @param {string} text
     * @param {{parent?: string, to?: string, language?: string, warning?: string, minutesAgo?: number, media?: object[]}} [more]
     */
    writes(who, text, { minutesAgo = 0, ...more } = {}) {
      const at = new Date(Date.now() - minutesAgo * 60_000).toISOString();
      return happens({ what: 'written', by: who.handle, name: who.name, at, text, ...more });
    },
    /** The id of what was written with these words in it. */
    async idOf(words) {
      let start = 0;
      for (const line of (await readFile(file(), 'utf8')).split('\n')) {
        if (line.includes('"what":"written"') && line.includes(words)) return `m${start}`;
        start += Buffer.byteLength(line) + 1;
      }
      throw new Error(`Nobody in the town has written "${words}".`);
    },
    /** The one who wrote changes it. */
    edits(who, id, text) {
      return happens({ what: 'edited', id, by: who.handle, at: new Date().toISOString(), text });
    },
    /** The one who wrote deletes it. */
    deletes(who, id) {
      return happens({ what: 'deleted', id, by: who.handle });
    },
  };
}

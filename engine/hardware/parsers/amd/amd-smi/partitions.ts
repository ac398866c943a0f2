/** Partitions in amd-smi: only the first of a card is described, the others say N/A of all that is the card's. */
import { type AmdRecord, amdPart, amdText } from '../record.ts';

/** Gives the partitions after the first what is told of their card. */
export function withCards(records: readonly AmdRecord[]): AmdRecord[] {
  let card: AmdRecord | undefined;
  return records.map((record) => {
    const number = Number(amdText(record, 'partition', 'partition_id') ?? 0);
    if (!(number > 0)) {
      card = record;
      return record;
    }
    return card && isDescribed(card) && !isDescribed(record) && isSameSlot(card, record) ? ofCard(record, card) : record;
  });
}

function isDescribed(record: AmdRecord): boolean {
  return amdText(record, 'asic', 'market_name') !== undefined || amdText(record, 'asic', 'device_id') !== undefined;
}

/** The function of the address is the number of the partition. */
function isSameSlot(card: AmdRecord, record: AmdRecord): boolean {
  const [first, second] = [card, record].map((each) => amdText(each, 'bus', 'bdf')?.slice(0, -2));
  return first === undefined || second === undefined || first === second;
}

function ofCard(record: AmdRecord, card: AmdRecord): AmdRecord {
  return { ...record, asic: card['asic'], board: card['board'], driver: card['driver'], partition: amdPart(card, 'partition') };
}

#!lua flags=allow-oom
-- validate: writes meta after a validation, on condition of what the validator read. Not fenced: it makes the fence.
-- KEYS  1 meta (hash)   2 journal (stream)
-- ARGV  1 generation read ('' = no meta)   2 sequence read   3 fence id now   4 new generation
--       5 'same' | 'older'     6 last sequence and 7 last commit id in Postgres
-- 'same' keeps what is here; 'older' sets meta from Postgres: hashes stamped before the new generation are cold then.
-- Answers CHANGED | OK since
local meta = redis.call('HMGET', KEYS[1], 'gen', 'seq', 'flushed', 'since')
if (meta[1] or '') ~= ARGV[1] or (meta[2] or '') ~= ARGV[2] then return {'CHANGED'} end
if ARGV[5] == 'same' then
  redis.call('HSET', KEYS[1], 'gen', ARGV[4], 'run', ARGV[3])
  -- A Postgres that was restored to an earlier moment gets the tail once more.
  if tonumber(meta[3]) > tonumber(ARGV[6]) then redis.call('HSET', KEYS[1], 'flushed', ARGV[6]) end
  return {'OK', meta[4]}
end
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[1], 'gen', ARGV[4], 'run', ARGV[3], 'seq', ARGV[6], 'last', ARGV[7], 'flushed', ARGV[6],
  'evicted', ARGV[6], 'since', ARGV[4], 'loaded', '0', 'bytes', 0, 'oldest', 0)
return {'OK', ARGV[4]}

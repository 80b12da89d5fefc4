#!lua flags=allow-oom
-- flushed: notes how far Postgres has the journal. Trims first, so that a full Redis can still drain.
-- KEYS  1 meta (hash)   2 journal (stream)
-- ARGV  1 generation    2 flushed sequence   3 keep entries from this sequence   4 bytes flushed since the last note
--       5 Redis milliseconds before which no entry that is left was written
-- Answers FENCED | OK sequence
local meta = redis.call('HMGET', KEYS[1], 'run', 'gen', 'seq', 'bytes', 'flushed')
if meta[1] ~= '@FENCE@' or meta[2] ~= ARGV[1] then return {'FENCED'} end
if tonumber(ARGV[2]) > tonumber(meta[5]) then
  redis.call('XTRIM', KEYS[2], 'MINID', ARGV[3] .. '-0')
  local left = tonumber(meta[4]) - tonumber(ARGV[4])
  if left < 0 or ARGV[2] == meta[3] then left = 0 end
  redis.call('HSET', KEYS[1], 'flushed', ARGV[2], 'bytes', left, 'oldest', ARGV[5])
end
return {'OK', meta[3]}

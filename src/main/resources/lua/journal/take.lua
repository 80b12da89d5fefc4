-- take: the flusher's read of the journal.
-- KEYS  1 meta (hash)   2 journal (stream)
-- ARGV  1 generation    2 first sequence   3 most entries
-- Answers FENCED | OK sequence flushed now-milliseconds {{id {e body n note c commit p previous}} ..}
local meta = redis.call('HMGET', KEYS[1], 'run', 'gen', 'seq', 'flushed')
if meta[1] ~= '@FENCE@' or meta[2] ~= ARGV[1] then return {'FENCED'} end
local time = redis.call('TIME')
return {'OK', meta[3], meta[4], time[1] * 1000 + math.floor(time[2] / 1000),
  redis.call('XRANGE', KEYS[2], ARGV[2] .. '-0', '+', 'COUNT', ARGV[3])}

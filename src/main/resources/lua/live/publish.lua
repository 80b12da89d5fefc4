-- publish: appends to a shared live channel and tells every node that shows it.
-- KEYS  1 meta (hash)   2 the channel's stream   3 its state (hash)   4 fan-out (channel)   5 this publication's record
-- ARGV  1 generation    2 epoch to begin if there is none   3 content   4 most entries to keep
--       5 life of the channel and of the record, milliseconds   6 the channel's name with its programme
--       7 hash of what was asked for; '' for what may come twice: it leaves no record
-- Answers FENCED | OK epoch offset 'new' | 'same' (it is there already) | 'other' (with another hash)
local meta = redis.call('HMGET', KEYS[1], 'run', 'gen')
if meta[1] ~= '@FENCE@' or meta[2] ~= ARGV[1] then return {'FENCED'} end
local done = ARGV[7] ~= '' and redis.call('GET', KEYS[5])
if done then
  local epoch, offset, hash = string.match(done, '^(%S+) (%d+) (%S+)$')
  return {'OK', epoch, offset, hash == ARGV[7] and 'same' or 'other'}
end
local state = redis.call('HMGET', KEYS[3], 'epoch', 'offset')
local epoch, offset = state[1], tonumber(state[2] or 0)
if not epoch or string.match(epoch, '^%d+') ~= ARGV[1] then
  redis.call('DEL', KEYS[2])
  epoch, offset = ARGV[2], 0
end
offset = offset + 1
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[4], string.format('%.0f-0', offset), 'e', ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[5])
redis.call('HSET', KEYS[3], 'epoch', epoch, 'offset', offset)
redis.call('PEXPIRE', KEYS[3], ARGV[5])
if ARGV[7] ~= '' then
  redis.call('SET', KEYS[5], epoch .. ' ' .. offset .. ' ' .. ARGV[7], 'PX', ARGV[5])
end
redis.call('SPUBLISH', KEYS[4], 's ' .. ARGV[6] .. ' ' .. epoch .. ' ' .. offset .. ' - ' .. ARGV[3])
return {'OK', epoch, tostring(offset), 'new'}

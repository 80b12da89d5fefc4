-- look: what a shared live channel has for a screen that joins it.
-- KEYS  1 meta (hash)   2 the channel's stream   3 its state (hash)
-- ARGV  1 generation    2 epoch and 3 offset that the screen has ('' and 0: none)   4 most entries to answer
--       5 '1' if only the latest counts
-- Answers FENCED | OK epoch offset 'yes' or why not ('none' 'epoch' 'trimmed' 'limit') {{id {e content}} ..}
-- A channel in which nothing was published in this generation has the epoch '<generation>.-' and the offset 0.
local meta = redis.call('HMGET', KEYS[1], 'run', 'gen')
if meta[1] ~= '@FENCE@' or meta[2] ~= ARGV[1] then return {'FENCED'} end
local state = redis.call('HMGET', KEYS[3], 'epoch', 'offset')
local epoch, offset = state[1], state[2]
if not epoch or string.match(epoch, '^%d+') ~= ARGV[1] then
  return {'OK', ARGV[1] .. '.-', '0', ARGV[2] == '' and 'none' or 'epoch', {}}
end
if ARGV[5] == '1' then return {'OK', epoch, offset, 'yes', redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)} end
local missed = tonumber(offset) - tonumber(ARGV[3])
if ARGV[2] == '' then return {'OK', epoch, offset, 'none', {}} end
if ARGV[2] ~= epoch or missed < 0 then return {'OK', epoch, offset, 'epoch', {}} end
if missed == 0 then return {'OK', epoch, offset, 'yes', {}} end
if missed > tonumber(ARGV[4]) then return {'OK', epoch, offset, 'limit', {}} end
local entries = redis.call('XRANGE', KEYS[2], string.format('%.0f-0', ARGV[3] + 1), '+')
if #entries ~= missed then return {'OK', epoch, offset, 'trimmed', {}} end
return {'OK', epoch, offset, 'yes', entries}

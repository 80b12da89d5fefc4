-- records: the idempotency records of some operations of one partition.
-- KEYS  1 meta (hash)   2 .. records (string)
-- ARGV  1 generation
-- Answers FENCED | OK complete record-or-'' ..   complete is 1 if a record that is not here was never written
local meta = redis.call('HMGET', KEYS[1], 'run', 'gen', 'since', 'loaded')
if meta[1] ~= '@FENCE@' or meta[2] ~= ARGV[1] then return {'FENCED'} end
local answer = {'OK', (meta[3] == '0' or meta[4] == meta[3]) and 1 or 0}
for i = 2, #KEYS do answer[i + 1] = redis.call('GET', KEYS[i]) or '' end
return answer

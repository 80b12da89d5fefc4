"""The parts of the benchmark; `load-tests/bench` puts them together."""

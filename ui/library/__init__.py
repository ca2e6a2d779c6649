"""挑选指标: choosing indicators from the library."""

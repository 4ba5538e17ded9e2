def log = new File(basedir, 'build.log').text
assert log.contains("tiny.rq: option obzerver: there is no such option; there are input, freeze")
